package dev.attune.server;

import dev.attune.server.settings.EnvironmentSettings;
import dev.attune.server.settings.ServeOptions;
import dev.attune.server.settings.ServerSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a server by what was typed, and waits until the process is told to end. */
@Command(
    name = "attune serve",
    description = "Start the server.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = "Each option can also be set in the environment: --data-dir is ATTUNE_DATA_DIR.")
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class ServeCommand implements Callable<Integer> {
  private final EnvironmentSettings environment;
  private final Function<ServerSettings, Server> start;

  @Mixin private ServeOptions options;
  @Spec private CommandSpec spec;

  private ServeCommand(EnvironmentSettings environment, Function<ServerSettings, Server> start) {
    this.environment = environment;
    this.start = start;
  }

  /** The command; its exit codes are 0, 1 for what went wrong and 2 for what was typed wrong. */
  static CommandLine line(EnvironmentSettings environment, Function<ServerSettings, Server> start) {
    return new CommandLine(new ServeCommand(environment, start))
        .setDefaultValueProvider(environment)
        .setParameterExceptionHandler((e, _) -> say(e.getCommandLine(), e, 2))
        .setExecutionExceptionHandler((e, line, _) -> failed(e, line));
  }

  @Override
  public Integer call() throws InterruptedException {
    Server server = start.apply(settings());
    Thread stopping = Thread.ofPlatform().name("stopping").unstarted(server::close);
    Runtime.getRuntime().addShutdownHook(stopping);
    PrintWriter out = spec.commandLine().getOut();
    Greeting.of(server).forEach(out::println);
    out.flush();
    server.awaitEnd();
    return CommandLine.ExitCode.OK;
  }

  private ServerSettings settings() {
    environment
        .findUnknown(spec)
        .ifPresent(name -> {
          throw new ParameterException(
              spec.commandLine(),
              "There is no setting %s. 'attune serve --help' lists the options; unset it or correct it."
                  .formatted(name));
        });
    try {
      return options.settings();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static int failed(Exception failure, CommandLine line) throws Exception {
    if (failure instanceof StartException) {
      return say(line, failure, 1);
    }
    throw failure;
  }

  private static int say(CommandLine line, Exception failure, int exitCode) {
    line.getErr().println(failure.getMessage());
    line.getErr().flush();
    return exitCode;
  }
}
