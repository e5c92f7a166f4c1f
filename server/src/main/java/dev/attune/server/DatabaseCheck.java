package dev.attune.server;

import dev.attune.platform.StorageState;
import dev.attune.platform.store.DatabaseHealth;
import dev.attune.wire.doctor.Finding;
import dev.attune.wire.json.WireJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/**
 * The part of {@code attune doctor} that sees the database: takes the data directory and prints a
 * {@link Finding} as JSON.
 */
public final class DatabaseCheck implements ToolProvider {
  private static final String NAME = "database";
  private static final String RESTORE = "Restore the data directory from a backup";

  @Override
  public String name() {
    return "attune-database-check";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... arguments) {
    Finding finding = finding(StorageState.of(Path.of(arguments[0])));
    out.println(WireJson.mapper().writeValueAsString(finding));
    out.flush();
    return 0;
  }

  static Finding finding(StorageState state) {
    return switch (state) {
      case StorageState.Unused _ -> Finding.ok(NAME, "none yet; the first start makes it");
      case StorageState.Lost lost ->
          Finding.problem(NAME, "%s is gone".formatted(lost.database()), RESTORE);
      case StorageState.Closed closed ->
          Finding.problem(
              NAME, closed.reason(), "Give this user the right to read and write the folder");
      case StorageState.Kept kept -> finding(kept.database(), kept.served());
    };
  }

  private static Finding finding(DatabaseHealth health, boolean served) {
    if (health.fault().isPresent()) {
      return Finding.problem(
          NAME, "it is damaged or cannot be read: %s".formatted(health.fault().get()), RESTORE);
    }
    if (health.newer()) {
      return Finding.problem(
          NAME, "a newer version of Attune wrote it", "Use that version, or a newer one");
    }
    String schema = "whole, schema %s".formatted(health.schema().orElse("not made yet"));
    String steps =
        health.pending() == 0
            ? ""
            : ", which the next start brings up to date in %d steps".formatted(health.pending());
    return Finding.ok(NAME, schema + steps + (served ? "; a server uses it" : ""));
  }
}
