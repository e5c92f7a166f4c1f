package dev.attune.cli.commands;

import dev.attune.cli.session.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Hands its arguments to the server, which this module never sees at compile time. */
@Command(name = "serve", description = "Start the server. Its own options: attune serve --help.")
public final class ServeCommand implements Callable<Integer> {
  private static final String TOOL = "attune-serve";

  @Unmatched private List<String> arguments = new ArrayList<>();

  private final Host host;

  public ServeCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    return host.serverTool(TOOL)
        .run(host.terminal().out(), host.terminal().err(), arguments.toArray(String[]::new));
  }
}
