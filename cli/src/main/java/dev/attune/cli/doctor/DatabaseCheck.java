package dev.attune.cli.doctor;

import dev.attune.cli.session.Host;
import dev.attune.wire.doctor.Finding;
import dev.attune.wire.json.WireJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.spi.ToolProvider;

/** Lets the server's part look at the database; it prints a finding as JSON. */
record DatabaseCheck(Host host, Path dataDirectory) implements Check {
  private static final String NAME = "database";
  private static final String TOOL = "attune-database-check";

  @Override
  public Finding look() {
    Optional<ToolProvider> tool = host.tools().apply(TOOL);
    if (tool.isEmpty()) {
      return Finding.problem(
          NAME, "the server is not part of this installation", "Use the 'attune' of a whole one");
    }
    StringWriter said = new StringWriter();
    int exitCode =
        tool.get().run(new PrintWriter(said), host.terminal().err(), dataDirectory.toString());
    return exitCode == 0
        ? WireJson.mapper().readValue(said.toString(), Finding.class)
        : Finding.problem(NAME, "it could not be looked at", "Read the lines above");
  }
}
