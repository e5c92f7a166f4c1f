package dev.attune.cli.quickstart;

import dev.attune.cli.session.CliException;
import dev.attune.cli.session.Host;
import dev.attune.cli.session.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server of this machine: the one that runs, else one that is started here. */
final class LocalServer implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final int LINES_OF_LOG = 5;

  private final Host host;
  private final ServerLauncher launcher;
  private final int port;
  private final Path dataDirectory;
  private volatile ServerLauncher.@Nullable Launched launched;

  LocalServer(Host host, ServerLauncher launcher, int port, Path dataDirectory) {
    this.host = host;
    this.launcher = launcher;
    this.port = port;
    this.dataDirectory = dataDirectory;
  }

  /** A server that is ready, with its key. */
  Server ready() {
    Server unkeyed = new Server("http://127.0.0.1:%d/v1".formatted(port), "");
    Health health = new Health(unkeyed.root());
    if (!health.isGood()) {
      start(health);
    }
    String key =
        Server.keyIn(dataDirectory)
            .or(() -> host.variable("ATTUNE_API_KEY"))
            .orElseThrow(() ->
                CliException.refused(
                    "There is no key in %s for the server at %s. Set ATTUNE_API_KEY"
                        .formatted(dataDirectory, unkeyed.root())));
    return new Server(unkeyed.baseUrl(), key);
  }

  /** Keeps what was started here running after the end of this; the process, if there is one. */
  Optional<ServerLauncher.Launched> leaveRunning() {
    Optional<ServerLauncher.Launched> left = Optional.ofNullable(launched);
    launched = null;
    return left;
  }

  /** Stops what was started here. */
  @Override
  public void close() {
    leaveRunning().ifPresent(ServerLauncher.Launched::stop);
  }

  private void start(Health health) {
    Path command = host.home().resolve("../../attune").normalize();
    Path log = dataDirectory.resolve("server.log");
    ServerLauncher.Launched process =
        launcher.launch(
            List.of(
                command.toString(),
                "serve",
                "--port",
                Integer.toString(port),
                "--data-dir",
                dataDirectory.toString()),
            log);
    launched = process;
    Instant latest = host.pace().instant().plus(LONGEST_START);
    while (!health.isGood()) {
      if (!process.isAlive()) {
        throw CliException.refused("The server ended at once. It said: " + end(log));
      }
      if (host.pace().instant().isAfter(latest)) {
        throw CliException.refused(
            "The server was not ready after %d s; see %s"
                .formatted(LONGEST_START.toSeconds(), log));
      }
      host.pace().pause(BETWEEN_LOOKS);
    }
  }

  private static String end(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          " | ", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
    } catch (IOException e) {
      return "nothing that can be read in " + log;
    }
  }
}
