package dev.attune.cli.doctor;

import dev.attune.wire.doctor.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Whether a server could listen on this machine's own address, or one of ours does. */
record PortCheck(int port) implements Check {
  private static final String NAME = "port";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Every answer of ours has it. */
  private static final String OURS = "openai-version";

  @Override
  public Finding look() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // what a server that ended has left does not count
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return Finding.ok(NAME, "%d is free".formatted(port));
    } catch (IOException e) {
      return taken(String.valueOf(e.getMessage()));
    }
  }

  private Finding taken(String reason) {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      URI health = URI.create("http://127.0.0.1:%d/healthz".formatted(port));
      HttpResponse<Void> answer =
          http.send(
              HttpRequest.newBuilder(health).timeout(PATIENCE).build(), BodyHandlers.discarding());
      if (answer.headers().firstValue(OURS).isPresent()) {
        return ours(answer.statusCode());
      }
    } catch (IOException e) {
      // Whatever listens there, it is not ours; said below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Finding.problem(
        NAME,
        "%d cannot be taken: %s".formatted(port, reason),
        "Stop what listens there, or choose another --port");
  }

  private Finding ours(int status) {
    return status == 200
        ? Finding.ok(NAME, "an Attune server answers on %d".formatted(port))
        : Finding.warning(
            NAME,
            "the Attune server on %d takes no work (%d)".formatted(port, status),
            "Wait until it has started; else read what it prints");
  }
}
