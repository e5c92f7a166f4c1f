package dev.attune.platform.store;

import dev.attune.platform.usage.CompletionSum;
import dev.attune.platform.usage.Group;
import dev.attune.platform.usage.JobSum;
import dev.attune.platform.usage.Tokens;
import dev.attune.platform.usage.UsageCount;
import dev.attune.platform.usage.UsageRange;
import dev.attune.platform.usage.UsageStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** {@link UsageStore} in the database. */
public final class SqlUsageStore implements UsageStore {
  private final Database database;

  public SqlUsageStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(Collection<UsageCount> counts) {
    database.write(h -> {
      try (PreparedBatch batch =
          h.prepareBatch(
              """
              INSERT INTO completion_usage
                (minute, organization, project_id, key_id, model,
                 requests, input_tokens, cached_tokens, output_tokens)
              VALUES (:minute, :organization, :project, :key, :model,
                 :requests, :input, :cached, :output)
              ON CONFLICT DO UPDATE SET
                requests = requests + excluded.requests,
                input_tokens = input_tokens + excluded.input_tokens,
                cached_tokens = cached_tokens + excluded.cached_tokens,
                output_tokens = output_tokens + excluded.output_tokens
              """)) {
        counts.forEach(count -> bind(batch, count));
        return batch.execute();
      }
    });
  }

  private static void bind(PreparedBatch batch, UsageCount count) {
    batch
        .bind("minute", count.minute().getEpochSecond())
        .bind("organization", count.key().organizationId())
        .bind("project", count.key().projectId())
        .bind("key", count.key().keyId())
        .bind("model", count.key().model())
        .bind("requests", count.requests())
        .bind("input", count.tokens().input())
        .bind("cached", count.tokens().cached())
        .bind("output", count.tokens().output())
        .add();
  }

  @Override
  public List<CompletionSum> completions(String organizationId, UsageRange range) {
    Map<Group, String> columns = new LinkedHashMap<>();
    columns.put(Group.PROJECT, "project_id");
    columns.put(Group.KEY, "key_id");
    columns.put(Group.MODEL, "model");
    Sums sums = new Sums("minute", columns, range);
    return database.read(h ->
        sums.query(
                h,
                organizationId,
                """
                sum(requests) AS requests, sum(input_tokens) AS input_tokens,
                sum(cached_tokens) AS cached_tokens, sum(output_tokens) AS output_tokens
                FROM completion_usage
                WHERE organization = :organization
                """)
            .map((row, _) -> completionSum(row))
            .list());
  }

  private static CompletionSum completionSum(ResultSet row) throws SQLException {
    return new CompletionSum(
        Instant.ofEpochSecond(row.getLong("bucket")),
        row.getString("project_id"),
        row.getString("key_id"),
        row.getString("model"),
        row.getLong("requests"),
        new Tokens(
            row.getLong("input_tokens"),
            row.getLong("cached_tokens"),
            row.getLong("output_tokens")));
  }

  @Override
  public List<JobSum> jobs(String organizationId, UsageRange range) {
    Map<Group, String> columns = new LinkedHashMap<>();
    columns.put(Group.PROJECT, "project_id");
    columns.put(Group.MODEL, "model");
    Sums sums = new Sums("finished_at / 1000", columns, range);
    return database.read(h ->
        sums.query(
                h,
                organizationId,
                """
                count(*) FILTER (WHERE state = 'succeeded') AS succeeded,
                count(*) FILTER (WHERE state = 'failed') AS failed,
                count(*) FILTER (WHERE state = 'cancelled') AS cancelled,
                coalesce(sum(trained_tokens) FILTER (WHERE state = 'succeeded'), 0) AS tokens
                FROM jobs
                WHERE finished_at IS NOT NULL AND project_id IN
                  (SELECT id FROM projects WHERE organization_id = :organization)
                """)
            .map((row, _) -> jobSum(row))
            .list());
  }

  private static JobSum jobSum(ResultSet row) throws SQLException {
    return new JobSum(
        Instant.ofEpochSecond(row.getLong("bucket")),
        row.getString("project_id"),
        row.getString("model"),
        row.getLong("succeeded"),
        row.getLong("failed"),
        row.getLong("cancelled"),
        row.getLong("tokens"));
  }

  /**
   * Sums of one table.
   *
   * @param time the expression of a row's second since 1970
   * @param columns those that rows can be told apart by; nothing that a client says becomes SQL
   */
  private record Sums(String time, Map<Group, String> columns, UsageRange range) {

    Query query(Handle h, String organizationId, String sumsAndTable) {
      List<String> groups = new ArrayList<>(List.of("bucket"));
      List<String> selected = new ArrayList<>();
      selected.add("(%1$s) - (%1$s) %% :width AS bucket".formatted(time));
      columns.forEach((group, column) -> {
        if (range.groups().contains(group)) {
          groups.add(column);
          selected.add(column);
        } else {
          selected.add("NULL AS " + column);
        }
      });
      StringBuilder sql = new StringBuilder("SELECT ");
      sql.append(String.join(", ", selected)).append(", ").append(sumsAndTable);
      sql.append(" AND %1$s >= :start AND %1$s < :end".formatted("(" + time + ")"));
      filters()
          .forEach((column, values) -> {
            if (!values.isEmpty()) {
              sql.append(" AND %1$s IN (<%1$s_values>)".formatted(column));
            }
          });
      sql.append(" GROUP BY ").append(String.join(", ", groups));
      sql.append(" ORDER BY ").append(String.join(", ", groups));
      Query query =
          h.createQuery(sql.toString())
              .bind("width", range.width().toSeconds())
              .bind("organization", organizationId)
              .bind("start", range.start().getEpochSecond())
              .bind("end", range.end().getEpochSecond());
      filters()
          .forEach((column, values) -> {
            if (!values.isEmpty()) {
              query.bindList(column + "_values", values);
            }
          });
      return query;
    }

    private Map<String, List<String>> filters() {
      Map<String, List<String>> filters = new LinkedHashMap<>();
      columns.forEach((group, column) ->
          filters.put(
              column,
              switch (group) {
                case PROJECT -> range.projects();
                case KEY -> range.keys();
                case MODEL -> range.models();
              }));
      return filters;
    }
  }
}
