package dev.attune.server;

import dev.attune.server.settings.EnvironmentSettings;

/** {@code attune serve} as a process of its own, with the test's workers. */
final class ServeMain {
  private ServeMain() {}

  public static void main(String[] arguments) {
    System.exit(
        ServeCommand.line(
                EnvironmentSettings.ofThisProcess(),
                settings -> Server.start(settings, TestServer.workers()))
            .execute(arguments));
  }
}
