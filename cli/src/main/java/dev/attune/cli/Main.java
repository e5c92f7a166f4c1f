package dev.attune.cli;

import dev.attune.cli.session.Host;

/** The entry point: {@code attune <command> …}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(AttuneCommand.commandLine(Host.ofThisProcess(System.getenv())).execute(arguments));
  }
}
