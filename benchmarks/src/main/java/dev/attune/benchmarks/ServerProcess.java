package dev.attune.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server of its own on a free port, with an empty data directory. */
record ServerProcess(Process process, String root, Path data) implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  /** Starts one with more options of {@code attune serve} and waits until it answers. */
  static ServerProcess start(String... options) throws IOException {
    return start(Map.of(), options);
  }

  /** The same with more variables, which its workers get too. */
  static ServerProcess start(Map<String, String> variables, String... options) throws IOException {
    Path data = Files.createTempDirectory("attune-bench");
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                home().resolve("../../attune").normalize().toString(),
                "serve",
                "--port",
                String.valueOf(port),
                "--data-dir",
                data.toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("server.log").toFile());
    builder.environment().putAll(variables);
    ServerProcess server = new ServerProcess(builder.start(), "http://127.0.0.1:" + port, data);
    server.awaitHealth();
    return server;
  }

  /** The folder of every jar, and of the starter model. */
  static Path home() {
    return Path.of(System.getProperty("attune.home"));
  }

  String key() throws IOException {
    return Files.readString(data.resolve("first-key")).strip();
  }

  private void awaitHealth() {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(URI.create(root + "/healthz")).build();
    boolean _ =
        Polling.CALM.until(
            "the server; see " + data.resolve("server.log"),
            LONGEST_START,
            () -> isGood(client, request) ? Optional.of(true) : Optional.empty());
  }

  private static boolean isGood(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
