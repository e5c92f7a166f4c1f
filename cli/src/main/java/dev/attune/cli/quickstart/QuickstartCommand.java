package dev.attune.cli.quickstart;

import dev.attune.cli.session.Server;
import dev.attune.cli.session.Session;
import dev.attune.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole platform at work on this machine. */
@Command(
    name = "quickstart",
    description =
        "Tune the starter model on sample data, show what it learnt, and leave a server running.",
    mixinStandardHelpOptions = true)
public final class QuickstartCommand implements Callable<Integer> {
  @Option(
      names = "--exit",
      description = "Stop the server at the end; exit code 0 only if the model got far better.")
  private boolean exit;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "Of the server that is started. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--data-dir",
      defaultValue = "attune-data",
      description = "Where that server keeps everything. Default: ${DEFAULT-VALUE}.")
  private Path dataDirectory = Path.of("attune-data");

  private final Session session;
  private final ServerLauncher launcher;

  public QuickstartCommand(Session session, ServerLauncher launcher) {
    this.session = session;
    this.launcher = launcher;
  }

  @Override
  public Integer call() {
    StarterFiles files = StarterFiles.in(session.host().home());
    if (session.givenBaseUrl().isPresent()) {
      return exitCode(run(session.server(), files));
    }
    LocalServer local =
        new LocalServer(session.host(), launcher, port, session.path(dataDirectory));
    Thread stopper = new Thread(local::close); // a person who presses Ctrl-C wants all to end
    Runtime.getRuntime().addShutdownHook(stopper);
    try (local) {
      boolean better = runOn(local, files);
      if (!exit) {
        local.leaveRunning().ifPresent(this::tellHowToStop);
      }
      return exitCode(better);
    } finally {
      Runtime.getRuntime().removeShutdownHook(stopper);
    }
  }

  private boolean runOn(LocalServer local, StarterFiles files) {
    session.terminal().print("Starting the server …");
    Server server = local.ready();
    session.terminal().print("The server is at %s".formatted(server.baseUrl()));
    return run(server, files);
  }

  private boolean run(Server server, StarterFiles files) {
    return new Quickstart(session.terminal(), session.host().pace(), server, files).run();
  }

  private void tellHowToStop(ServerLauncher.Launched process) {
    Terminal terminal = session.terminal();
    terminal.print(
        "The server goes on as process %d. Stop it with: kill %d"
            .formatted(process.pid(), process.pid()));
  }

  private static int exitCode(boolean better) {
    return better ? 0 : 1;
  }
}
