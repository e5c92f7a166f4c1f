package dev.attune.server.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to one of the addresses that were looked up; it breaks when its time is up. */
final class Connection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final Socket socket;
  private final Thread watch;

  private Connection(Socket socket, Deadline deadline) {
    this.socket = socket;
    this.watch = Thread.ofVirtual().start(() -> breakAt(deadline));
  }

  /** Connects to the first address that takes connections, past any proxy. */
  static Connection open(List<InetAddress> addresses, int port, Deadline deadline)
      throws IOException {
    IOException last = new IOException();
    for (int i = 0; i < addresses.size() && !deadline.isOver(); i++) {
      Socket socket = new Socket(Proxy.NO_PROXY);
      try {
        int share = Math.max(1, deadline.millis() / (addresses.size() - i));
        socket.connect(new InetSocketAddress(addresses.get(i), port), share);
        return new Connection(socket, deadline);
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last;
  }

  Socket plain() {
    return socket;
  }

  /** The same connection in TLS, once the other end has proven to be the host of a URL. */
  Socket secured(SSLSocketFactory factory, URI url) throws IOException {
    SSLSocket secured =
        (SSLSocket) factory.createSocket(socket, EndpointUrl.bareHost(url), socket.getPort(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private void breakAt(Deadline deadline) {
    try {
      Thread.sleep(deadline.millis() + 1L); // then it is over, and the failure is told as that
      socket.close();
    } catch (InterruptedException ended) {
      // It was closed in time.
    } catch (IOException e) {
      LOG.warn("A connection whose time was up could not be closed", e);
    }
  }

  @Override
  public void close() throws IOException {
    watch.interrupt();
    socket.close();
  }
}
