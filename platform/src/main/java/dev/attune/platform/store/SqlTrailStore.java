package dev.attune.platform.store;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.tracking.News;
import dev.attune.platform.tracking.Trail;
import dev.attune.platform.tracking.TrailStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** {@link TrailStore} in the database. */
public final class SqlTrailStore implements TrailStore {
  private final Database database;

  public SqlTrailStore(Database database) {
    this.database = database;
  }

  /** Writes the trails of a new job. */
  static void insert(Handle handle, Job job) {
    for (int position = 0; position < job.order().tracking().size(); position++) {
      Map<String, @Nullable Object> columns = columns(Trail.of(job, position));
      List<String> names = List.copyOf(columns.keySet());
      handle
          .createUpdate(
              "INSERT INTO job_trails (%s) VALUES (%s)"
                  .formatted(String.join(", ", names), ":" + String.join(", :", names)))
          .bindMap(columns)
          .execute();
    }
  }

  @Override
  public List<Trail> listDue(Instant now) {
    return database.read(h ->
        h.createQuery(
                """
                SELECT t.* FROM job_trails t JOIN jobs j ON j.id = t.job_id
                WHERE t.state = 'open' AND t.next_attempt <= :now
                  AND (j.finished_at IS NOT NULL
                    OR j.fence > 0 AND (t.memory IS NULL OR t.next_beat <= :now
                      OR t.told < (SELECT MAX(number) FROM job_events e WHERE e.job_id = t.job_id)))
                ORDER BY t.next_attempt
                """)
            .bind("now", now.toEpochMilli())
            .map((row, _) -> trail(row))
            .list());
  }

  @Override
  public News read(Trail trail, int most) {
    return database.read(h -> {
      List<JobEvent> events =
          h.createQuery(
                  """
                  SELECT * FROM job_events WHERE job_id = :job AND number > :told
                  ORDER BY number LIMIT :most
                  """)
              .bind("job", trail.jobId())
              .bind("told", trail.told())
              .bind("most", most + 1)
              .map((row, _) -> SqlJobStore.event(row))
              .list();
      boolean isAll = events.size() <= most;
      return new News(
          SqlJobStore.find(h, trail.jobId()).orElseThrow(),
          isAll ? events : events.subList(0, most),
          isAll);
    });
  }

  @Override
  public void update(Trail trail, List<JobEvent> events) {
    database.write(h -> {
      int rows =
          h.createUpdate(
                  """
                  UPDATE job_trails
                  SET state = :state, told = :told, memory = :memory, next_attempt = :next_attempt,
                      next_beat = :next_beat, failures = :failures,
                      failing_since = :failing_since, last_error = :last_error
                  WHERE job_id = :job_id AND position = :position AND state = 'open'
                  """)
              .bindMap(columns(trail))
              .execute();
      if (rows > 0) {
        SqlJobStore.insertEvents(h, trail.jobId(), events);
      }
      return rows;
    });
  }

  @Override
  public List<Trail> list(String jobId) {
    return database.read(h ->
        h.createQuery("SELECT * FROM job_trails WHERE job_id = :job ORDER BY position")
            .bind("job", jobId)
            .map((row, _) -> trail(row))
            .list());
  }

  private static Map<String, @Nullable Object> columns(Trail trail) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("job_id", trail.jobId());
    columns.put("position", trail.position());
    columns.put("state", trail.state().name().toLowerCase(Locale.ROOT));
    columns.put("told", trail.told());
    columns.put("memory", trail.memory());
    columns.put("next_attempt", trail.nextAttempt().toEpochMilli());
    columns.put("next_beat", Rows.millis(trail.nextBeat()));
    columns.put("failures", trail.failures());
    columns.put("failing_since", Rows.millis(trail.failingSince()));
    columns.put("last_error", trail.lastError());
    return columns;
  }

  private static Trail trail(ResultSet row) throws SQLException {
    return new Trail(
        row.getString("job_id"),
        row.getInt("position"),
        Trail.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getLong("told"),
        row.getString("memory"),
        Rows.time(row, "next_attempt"),
        Rows.timeOrNull(row, "next_beat"),
        row.getInt("failures"),
        Rows.timeOrNull(row, "failing_since"),
        row.getString("last_error"));
  }
}
