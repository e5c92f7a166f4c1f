package dev.attune.platform.store;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobChange;
import dev.attune.platform.jobs.JobCheckpoint;
import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.jobs.JobSearch;
import dev.attune.platform.jobs.JobStore;
import dev.attune.platform.jobs.MetadataFilter;
import dev.attune.platform.jobs.StateName;
import dev.attune.platform.jobs.StepMetrics;
import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import dev.attune.platform.webhooks.Event;
import dev.attune.wire.ids.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** {@link JobStore} in the database. */
public final class SqlJobStore implements JobStore {
  private final Database database;
  private final Ids ids = new Ids();

  public SqlJobStore(Database database) {
    this.database = database;
  }

  @Override
  public void insert(Job job, List<JobEvent> events) {
    database.write(h -> {
      Map<String, @Nullable Object> columns = JobRows.columns(job);
      columns.put("version", job.version());
      List<String> names = List.copyOf(columns.keySet());
      h.createUpdate(
              "INSERT INTO jobs (%s) VALUES (%s)"
                  .formatted(String.join(", ", names), ":" + String.join(", :", names)))
          .bindMap(columns)
          .execute();
      insertMetadata(h, job);
      insertEvents(h, job.id(), events);
      SqlTrailStore.insert(h, job);
      return job;
    });
  }

  @Override
  public Optional<Job> apply(JobChange change) {
    Job job = change.job();
    return database.write(h -> {
      Map<String, @Nullable Object> columns = JobRows.columns(job);
      String assignments =
          columns.keySet().stream()
              .map(column -> column + " = :" + column)
              .collect(Collectors.joining(", "));
      int rows =
          h.createUpdate(
                  "UPDATE jobs SET version = version + 1, %s WHERE id = :id AND version = :version"
                      .formatted(assignments))
              .bindMap(columns)
              .bind("version", job.version())
              .execute();
      if (rows == 0) {
        return Optional.empty();
      }
      insertEvents(h, job.id(), change.events());
      change.checkpoints().forEach(checkpoint -> insert(h, checkpoint));
      change.models().forEach(model -> SqlModelStore.insert(h, model));
      change.resultFile().ifPresent(file -> SqlFileStore.insert(h, file));
      Event.of(job, ids).ifPresent(event -> SqlWebhookStore.insert(h, job.projectId(), event, ids));
      return find(h, job.id());
    });
  }

  @Override
  public Optional<Job> find(String id) {
    return database.read(h -> find(h, id));
  }

  @Override
  public Page<Job> list(String projectId, MetadataFilter filter, PageRequest page) {
    Map<String, Object> values = new HashMap<>(Map.of("project", projectId));
    String where =
        switch (filter) {
          case MetadataFilter.Any _ -> "project_id = :project";
          case MetadataFilter.None _ ->
              "project_id = :project AND NOT EXISTS (SELECT 1 FROM job_metadata m WHERE m.job_id = jobs.id)";
          case MetadataFilter.Matching(var pairs) -> matching(pairs, values);
        };
    Paging paging = new Paging("jobs", where, values);
    return database.read(h -> paging.read(h, page, (row, _) -> job(h, row)));
  }

  @Override
  public Page<Job> search(String projectId, JobSearch search, PageRequest page) {
    Map<String, Object> values = new HashMap<>(Map.of("project", projectId));
    StringBuilder where = new StringBuilder("project_id = :project");
    if (search.state() != null) {
      where.append(" AND state = :state");
      values.put("state", search.state().text());
    }
    if (!search.text().isEmpty()) {
      where.append(
          " AND (instr(lower(id), :text) OR instr(lower(model), :text) OR instr(lower(tuned_model), :text))");
      values.put("text", search.text().toLowerCase(Locale.ROOT));
    }
    Paging paging = new Paging("jobs", where.toString(), values);
    return database.read(h -> paging.read(h, page, (row, _) -> job(h, row)));
  }

  private static String matching(Map<String, String> pairs, Map<String, Object> values) {
    StringBuilder where = new StringBuilder("project_id = :project");
    int number = 0;
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      where.append(
          " AND EXISTS (SELECT 1 FROM job_metadata m WHERE m.job_id = jobs.id AND m.key = :key%1$d AND m.value = :value%1$d)"
              .formatted(number));
      values.put("key" + number, pair.getKey());
      values.put("value" + number, pair.getValue());
      number++;
    }
    return where.toString();
  }

  @Override
  public List<Job> listInState(StateName state) {
    return database.read(h ->
        h.createQuery("SELECT * FROM jobs WHERE state = :state ORDER BY number")
            .bind("state", state.text())
            .map((row, _) -> job(h, row))
            .list());
  }

  @Override
  public Page<JobEvent> listEvents(String jobId, PageRequest page) {
    Paging paging = new Paging("job_events", "job_id = :job", Map.of("job", jobId));
    return database.read(h -> paging.read(h, page, (row, _) -> event(row)));
  }

  @Override
  public List<StepMetrics> listMetrics(String jobId) {
    return database.read(h ->
        h.createQuery(
                """
                SELECT metrics FROM job_events
                WHERE job_id = :job AND metrics IS NOT NULL
                ORDER BY number
                """)
            .bind("job", jobId)
            .map((row, _) -> JsonColumn.read(row.getString("metrics"), StepMetrics.class))
            .list());
  }

  @Override
  public Optional<StepMetrics> lastMetrics(String jobId) {
    return database.read(h ->
        h.createQuery(
                """
                SELECT metrics FROM job_events
                WHERE job_id = :job AND metrics IS NOT NULL
                ORDER BY number DESC LIMIT 1
                """)
            .bind("job", jobId)
            .map((row, _) -> JsonColumn.read(row.getString("metrics"), StepMetrics.class))
            .findOne());
  }

  @Override
  public Page<JobCheckpoint> listCheckpoints(String jobId, PageRequest page) {
    List<JobCheckpoint> newestFirst = new ArrayList<>(listCheckpoints(jobId)).reversed();
    int start = 0;
    if (page.after() != null) {
      start = newestFirst.stream().map(JobCheckpoint::id).toList().indexOf(page.after()) + 1;
      if (start == 0) {
        return new Page<>(List.of(), false);
      }
    }
    return Page.ofOneMore(newestFirst.subList(start, newestFirst.size()), page.limit());
  }

  @Override
  public List<JobCheckpoint> listCheckpoints(String jobId) {
    return database.read(h ->
        h.createQuery("SELECT * FROM job_checkpoints WHERE job_id = :job ORDER BY step")
            .bind("job", jobId)
            .map((row, _) -> checkpoint(row))
            .list());
  }

  static Optional<Job> find(Handle handle, String id) {
    return handle
        .createQuery("SELECT * FROM jobs WHERE id = :id")
        .bind("id", id)
        .map((row, _) -> job(handle, row))
        .findOne();
  }

  private static Job job(Handle handle, ResultSet row) throws SQLException {
    return JobRows.job(
        row, row.getBoolean("has_metadata") ? metadata(handle, row.getString("id")) : Map.of());
  }

  private static Map<String, String> metadata(Handle handle, String jobId) {
    Map<String, String> pairs = new LinkedHashMap<>();
    handle
        .createQuery("SELECT key, value FROM job_metadata WHERE job_id = :job ORDER BY position")
        .bind("job", jobId)
        .map((row, _) -> pairs.put(row.getString("key"), row.getString("value")))
        .list();
    return pairs;
  }

  private static void insertMetadata(Handle handle, Job job) {
    Map<String, String> pairs = job.order().metadata();
    if (pairs == null || pairs.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO job_metadata (job_id, position, key, value) VALUES (:job, :position, :key, :value)");
    int position = 0;
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      batch
          .bind("job", job.id())
          .bind("position", position++)
          .bind("key", pair.getKey())
          .bind("value", pair.getValue())
          .add();
    }
    batch.execute();
  }

  static void insertEvents(Handle handle, String jobId, List<JobEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    long number =
        handle
            .createQuery("SELECT COALESCE(MAX(number), 0) FROM job_events WHERE job_id = :job")
            .bind("job", jobId)
            .mapTo(Long.class)
            .one();
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO job_events (job_id, number, id, created_at, level, message, metrics)
            VALUES (:job, :number, :id, :at, :level, :message, :metrics)
            """);
    for (JobEvent event : events) {
      number++;
      batch
          .bind("job", jobId)
          .bind("number", number)
          .bind("id", event.id())
          .bind("at", event.createdAt().toEpochMilli())
          .bind("level", event.level().name())
          .bind("message", event.message())
          .bind("metrics", event.metrics() == null ? null : JsonColumn.text(event.metrics()))
          .add();
    }
    batch.execute();
  }

  private static void insert(Handle handle, JobCheckpoint checkpoint) {
    handle
        .createUpdate(
            """
            INSERT INTO job_checkpoints (job_id, step, id, model, created_at, metrics)
            VALUES (:job, :step, :id, :model, :at, :metrics)
            """)
        .bind("job", checkpoint.jobId())
        .bind("step", checkpoint.step())
        .bind("id", checkpoint.id())
        .bind("model", checkpoint.model())
        .bind("at", checkpoint.createdAt().toEpochMilli())
        .bind("metrics", JsonColumn.text(checkpoint.metrics()))
        .execute();
  }

  static JobEvent event(ResultSet row) throws SQLException {
    String metrics = row.getString("metrics");
    return new JobEvent(
        row.getString("id"),
        Rows.time(row, "created_at"),
        JobEvent.Level.valueOf(row.getString("level")),
        row.getString("message"),
        metrics == null ? null : JsonColumn.read(metrics, StepMetrics.class));
  }

  private static JobCheckpoint checkpoint(ResultSet row) throws SQLException {
    return new JobCheckpoint(
        row.getString("id"),
        row.getString("job_id"),
        row.getInt("step"),
        row.getString("model"),
        Rows.time(row, "created_at"),
        JsonColumn.read(row.getString("metrics"), StepMetrics.class));
  }
}
