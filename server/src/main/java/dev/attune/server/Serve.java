package dev.attune.server;

import dev.attune.server.settings.EnvironmentSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** {@code attune serve}, found by whoever has this module on its class path. */
public final class Serve implements ToolProvider {

  @Override
  public String name() {
    return "attune-serve";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... arguments) {
    Path home = Path.of(System.getProperty("attune.home", "target/attune"));
    return ServeCommand.line(
            EnvironmentSettings.ofThisProcess(),
            settings -> Server.start(settings, WorkerPrograms.in(home)))
        .setOut(out)
        .setErr(err)
        .execute(arguments);
  }
}
