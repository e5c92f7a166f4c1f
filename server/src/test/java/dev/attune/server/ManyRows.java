package dev.attune.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.StringJoiner;

/** Years of work in a moment: rows of a database that are copied within it. */
final class ManyRows {
  private ManyRows() {}

  /** Copies a job so many times, without its events. */
  static void ofJob(Path folder, String id, int copies) {
    copy(
        folder,
        "jobs",
        "id = '%s'".formatted(id),
        copies,
        Map.of("number", "NULL", "id", "id || i", "tuned_model", "tuned_model || i"));
  }

  /** Lets a job go on from its last event for so many steps. */
  static void ofEvents(Path folder, String id, int copies) {
    copy(
        folder,
        "job_events",
        "job_id = '%s' AND number = (SELECT MAX(number) FROM job_events WHERE job_id = '%s')"
            .formatted(id, id),
        copies,
        Map.of(
            "number",
            "number + i",
            "id",
            "id || '-' || i",
            "metrics",
            "json_set(metrics, '$.step', json_extract(metrics, '$.step') + i)"));
  }

  private static void copy(
      Path folder, String table, String which, int copies, Map<String, String> changed) {
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("attune.db"));
        Statement statement = database.createStatement()) {
      int rows =
          statement.executeUpdate(
              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) INSERT INTO %s SELECT %s FROM n, %s WHERE %s"
                  .formatted(copies, table, columns(statement, table, changed), table, which));
      if (rows != copies) {
        throw new AssertionError("%d rows".formatted(rows));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String columns(Statement statement, String table, Map<String, String> changed)
      throws SQLException {
    StringJoiner columns = new StringJoiner(", ");
    try (ResultSet row = statement.executeQuery("PRAGMA table_info(%s)".formatted(table))) {
      while (row.next()) {
        String name = row.getString("name");
        columns.add(changed.getOrDefault(name, name));
      }
    }
    return columns.toString();
  }
}
