package dev.attune.cli.session;

import dev.attune.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.spi.ToolProvider;

/**
 * The machine and the process that a command runs in; tests bring their own.
 *
 * @param variables of the environment
 * @param directory that relative paths start from
 * @param home of the installation: {@code lib/}, {@code starter/}
 * @param tools other commands on the class path, by name
 */
public record Host(
    Map<String, String> variables,
    Path directory,
    Path home,
    Terminal terminal,
    Pace pace,
    Function<String, Optional<ToolProvider>> tools) {
  public Host {
    variables = Map.copyOf(variables);
  }

  /** This machine and process; {@code variables} are those of its environment. */
  public static Host ofThisProcess(Map<String, String> variables) {
    return new Host(
        variables,
        Path.of("").toAbsolutePath(),
        Path.of(System.getProperty("attune.home", "target/attune")).toAbsolutePath(),
        Terminal.ofThisProcess(variables),
        Pace.real(),
        Host::tool);
  }

  /** A variable, empty when it is absent or has no text. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /** A part of the server, which this module never sees at compile time. */
  public ToolProvider serverTool(String name) {
    return tools
        .apply(name)
        .orElseThrow(() ->
            CliException.refused(
                "The server is not part of this installation; use the 'attune' of a whole one"));
  }

  private static Optional<ToolProvider> tool(String name) {
    return ServiceLoader.load(ToolProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(tool -> tool.name().equals(name))
        .findFirst();
  }
}
