package dev.attune.server;

import dev.attune.platform.process.WorkerCommand;
import dev.attune.server.settings.ServeOptions;
import dev.attune.server.settings.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** A whole server on a free port, over a new data directory and the test's own workers. */
final class TestServer implements AutoCloseable {
  private final Server server;
  private final Client client;

  private TestServer(Server server) {
    this.server = server;
    this.client = new Client(server.http().port(), server.firstKey().orElseThrow().secret());
  }

  static TestServer start(Path data, String... options) {
    return new TestServer(Server.start(settings(data, options), workers()));
  }

  static ServerSettings settings(Path data, String... options) {
    List<String> all = new ArrayList<>(List.of("--data-dir", data.toString()));
    all.addAll(List.of(options));
    if (!all.contains("--port")) {
      all.addAll(List.of("--port", "0"));
    }
    return CommandLine.populateCommand(new ServeOptions(), all.toArray(String[]::new)).settings();
  }

  static WorkerCommand workers() {
    return new WorkerCommand(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path")),
        Optional.empty(),
        false);
  }

  Server server() {
    return server;
  }

  /** A client with the first key. */
  Client client() {
    return client;
  }

  /** A client with the first admin key. */
  Client admin() {
    try {
      return client.withKey(
          Files.readString(server.dataDirectory().resolve("first-admin-key")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
