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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;

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
    UsageSums sums = new UsageSums("minute", columns, range);
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
    UsageSums sums = new UsageSums("finished_at / 1000", columns, range);
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
}
