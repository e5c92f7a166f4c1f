package dev.attune.server.delivery;

import dev.attune.server.raw.RawRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** Takes events on this machine, and does with each connection what a test told it to. */
final class FaultyReceiver implements AutoCloseable {
  private final ServerSocket listening;
  private final List<RawRequest> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile Fault fault = Fault.GOOD;
  private final AtomicInteger connections = new AtomicInteger();

  /** What is done with a connection once its request has come. */
  @FunctionalInterface
  interface Fault {
    void make(Socket socket, CountDownLatch end) throws IOException, InterruptedException;

    Fault GOOD = answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    Fault HANGS = (_, end) -> end.await();
    Fault ENDS = (_, _) -> {};
    Fault RESETS = (socket, _) -> socket.setSoLinger(true, 0);

    /** One byte of a head that never ends, again and again. */
    Fault DRIPS =
        (socket, end) -> {
          socket
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
          while (!end.await(20, TimeUnit.MILLISECONDS)) {
            socket.getOutputStream().write('x');
            socket.getOutputStream().flush();
          }
        };

    /** As much as the other end takes. */
    Fault FLOODS =
        (socket, end) -> {
          byte[] much = new byte[1 << 16];
          while (end.getCount() > 0) {
            socket.getOutputStream().write(much);
          }
        };

    static Fault answers(String answer) {
      return (socket, _) -> socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
    }

    static Fault status(int status, String... headers) {
      return answers(
          "HTTP/1.1 %d X\r\n%sContent-Length: 0\r\n\r\n"
              .formatted(status, String.join("", List.of(headers))));
    }
  }

  FaultyReceiver() {
    this(ServerSocketFactory.getDefault());
  }

  FaultyReceiver(ServerSocketFactory sockets) {
    try {
      listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("receiver").start(this::listen);
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(port(), path));
  }

  int port() {
    return listening.getLocalPort();
  }

  FaultyReceiver does(Fault next) {
    fault = next;
    return this;
  }

  List<RawRequest> received() {
    return List.copyOf(received);
  }

  /** All of them, with a request or without. */
  int connections() {
    return connections.get();
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listening.accept();
        connections.incrementAndGet();
        Thread.ofPlatform().daemon().name("received").start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      received.add(RawRequest.read(socket.getInputStream()));
      fault.make(socket, end);
    } catch (IOException theOtherEndLeft) {
      // As it should, from most faults.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
