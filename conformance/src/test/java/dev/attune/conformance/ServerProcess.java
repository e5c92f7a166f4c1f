package dev.attune.conformance;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** {@code attune serve} as a process of its own, as this build installed it. */
final class ServerProcess implements AutoCloseable {
  static final Path ROOT = Path.of(System.getProperty("project.root"));
  static final Path STARTER = ROOT.resolve("target/attune/starter");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data;
  private final List<String> options;
  private int port;
  private Process process;

  private ServerProcess(Path data, List<String> options) {
    this.data = data;
    this.options = options;
    this.port = freePort();
    this.process = launch();
    awaitTrue(this::isHealthy);
  }

  static ServerProcess start(Path data, String... options) {
    return new ServerProcess(data, List.of(options));
  }

  /** Starts again on the same data, after {@link #kill} or {@link #stop}. */
  void restart() {
    port = freePort();
    process = launch();
    awaitTrue(this::isHealthy);
  }

  /** Ends it at once, as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    join();
  }

  /** Asks it to end, as {@code kill} does. */
  void stop() {
    process.destroy();
    join();
  }

  /**
   * Runs {@code attune} with these arguments to its end, which must be good, and returns what it
   * said.
   */
  static String attune(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("attune").toString()));
    command.addAll(List.of(arguments));
    Process attune = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(attune.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (attune.waitFor() != 0) {
      throw new AssertionError(command + ": " + said);
    }
    return said;
  }

  Path data() {
    return data;
  }

  int port() {
    return port;
  }

  String baseUrl() {
    return baseUrl("/v1");
  }

  String baseUrl(String path) {
    return "http://127.0.0.1:%d%s".formatted(port, path);
  }

  String key() {
    try {
      return Files.readString(data.resolve("first-key")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** OpenAI's own client, which checks every answer against its types. */
  OpenAIClient client() {
    return client(key());
  }

  /** The same with the first admin key, and a project's key beside it. */
  OpenAIClient adminClient() {
    return new OpenAIClientImpl(options(key()).adminApiKey(adminKey()).build());
  }

  /** A client of whatever a key opens. */
  OpenAIClient client(String key) {
    return new OpenAIClientImpl(options(key).build());
  }

  private ClientOptions.Builder options(String key) {
    return ClientOptions.builder()
        .httpClient(new CheckedHttp())
        .baseUrl(baseUrl())
        .apiKey(key)
        .responseValidation(true);
  }

  String adminKey() {
    try {
      return Files.readString(data.resolve("first-admin-key")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the starter model under the name {@code starter}. */
  void addStarterModel() {
    addModel(STARTER.resolve("model"), "starter");
  }

  void addModel(Path directory, String name) {
    HttpResponse<String> answer =
        send(
            "POST",
            "/attune/v1/models",
            "{\"directory\": \"%s\", \"name\": \"%s\"}".formatted(directory, name));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
  }

  /** Any request with a JSON body and the key. */
  HttpResponse<String> send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
            .header("Authorization", "Bearer " + key())
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return send(request);
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      Seen.check(
          request.method(),
          request.uri().getPath(),
          response.statusCode(),
          response.headers().firstValue("content-type").orElse(""),
          response.body());
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static void awaitTrue(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Waited for more than " + PATIENCE);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  @Override
  public void close() {
    stop();
    endAllOf(data);
  }

  /** Ends at once whatever works with a folder, workers too, which outlive their server. */
  static void endAllOf(Path folder) {
    ProcessHandle.allProcesses()
        .filter(it -> it.info().commandLine().orElse("").contains(folder.toString()))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private Process launch() {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("attune").toString());
    command.addAll(List.of("serve", "--port", Integer.toString(port), "--data-dir"));
    command.add(data.toString());
    command.addAll(options);
    try {
      Files.createDirectories(data);
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("server.log").toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isHealthy() {
    if (!process.isAlive()) {
      throw new IllegalStateException("The server ended: " + log());
    }
    try {
      return http.send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/healthz".formatted(port)))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String log() {
    try {
      return Files.readString(data.resolve("server.log"));
    } catch (IOException e) {
      return "no log";
    }
  }

  private void join() {
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
