package dev.attune.platform.store;

import dev.attune.platform.jobs.Asked;
import dev.attune.platform.jobs.DataCounts;
import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobError;
import dev.attune.platform.jobs.JobOrder;
import dev.attune.platform.jobs.JobPlan;
import dev.attune.platform.jobs.JobRun;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.Method;
import dev.attune.platform.jobs.ReportPosition;
import dev.attune.platform.jobs.StateName;
import dev.attune.platform.jobs.TuningOptions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link Job} as a row, and back. */
final class JobRows {
  private JobRows() {}

  /** Every column of a row, without its metadata and its version. */
  static Map<String, @Nullable Object> columns(Job job) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("id", job.id());
    columns.put("project_id", job.projectId());
    columns.put("created_at", job.createdAt().toEpochMilli());
    columns.put("method", job.order().method().text());
    columns.put("model", job.order().model());
    columns.put("training_file", job.order().trainingFile());
    columns.put("validation_file", job.order().validationFile());
    columns.put("suffix", job.order().suffix());
    columns.put("seed", job.seed());
    columns.put("tracking", TrackingColumn.text(job.order().tracking()));
    columns.put("has_metadata", job.order().metadata() != null);
    columns.put("tuned_model", job.tunedModel());
    columns.put("hyperparameters", JsonColumn.text(job.hyperparameters()));
    columns.put("options", JsonColumn.text(job.options()));
    columns.put("asked", JsonColumn.textOrNull(job.asked()));
    columns.put("counts", JsonColumn.textOrNull(job.counts()));
    columns.put("plan", JsonColumn.textOrNull(job.plan()));
    columns.put("base_sha256", job.baseSha256());
    columns.put("state", StateName.of(job.state()).text());
    columns.put("pausing", job.run().pausing());
    columns.put("fence", job.run().fence());
    columns.put("deaths", job.run().deaths());
    columns.put("report_fence", job.run().applied().fence());
    columns.put("report_seq", job.run().applied().seq());
    columns.put("last_step", job.run().lastStep());
    columns.put("total_steps", job.run().totalSteps());
    for (String column : STATE_COLUMNS) {
      columns.put(column, null);
    }
    addState(columns, job.state());
    return columns;
  }

  private static final String[] STATE_COLUMNS = {
    "estimated_finish",
    "finished_at",
    "trained_tokens",
    "result_file",
    "error_code",
    "error_message",
    "error_param"
  };

  private static void addState(Map<String, @Nullable Object> columns, JobState state) {
    switch (state) {
      case JobState.ValidatingFiles _, JobState.Queued _, JobState.Paused _ -> {}
      case JobState.Running(var estimate) -> columns.put("estimated_finish", Rows.millis(estimate));
      case JobState.Succeeded(var at, var tokens, var file) -> {
        columns.put("finished_at", at.toEpochMilli());
        columns.put("trained_tokens", tokens);
        columns.put("result_file", file);
      }
      case JobState.Failed(var at, var error) -> {
        columns.put("finished_at", at.toEpochMilli());
        columns.put("error_code", error.code());
        columns.put("error_message", error.message());
        columns.put("error_param", error.param());
      }
      case JobState.Cancelled(var at) -> columns.put("finished_at", at.toEpochMilli());
    }
  }

  /** {@code metadata} is that of the row's job. */
  static Job job(ResultSet row, Map<String, String> metadata) throws SQLException {
    return new Job(
        row.getString("id"),
        row.getString("project_id"),
        Rows.time(row, "created_at"),
        new JobOrder(
            Method.valueOf(row.getString("method").toUpperCase(Locale.ROOT)),
            row.getString("model"),
            row.getString("training_file"),
            row.getString("validation_file"),
            row.getString("suffix"),
            row.getInt("seed"),
            TrackingColumn.read(row.getString("tracking")),
            row.getBoolean("has_metadata") ? metadata : null),
        row.getInt("seed"),
        row.getString("tuned_model"),
        JsonColumn.read(row.getString("hyperparameters"), Hyperparameters.class),
        JsonColumn.read(row.getString("options"), TuningOptions.class),
        JsonColumn.readOrNull(row.getString("asked"), Asked.class),
        JsonColumn.readOrNull(row.getString("counts"), DataCounts.class),
        JsonColumn.readOrNull(row.getString("plan"), JobPlan.class),
        row.getString("base_sha256"),
        state(row),
        run(row),
        row.getLong("version"));
  }

  private static JobState state(ResultSet row) throws SQLException {
    return switch (StateName.valueOf(row.getString("state").toUpperCase(Locale.ROOT))) {
      case VALIDATING_FILES -> new JobState.ValidatingFiles();
      case QUEUED -> new JobState.Queued();
      case RUNNING -> new JobState.Running(Rows.timeOrNull(row, "estimated_finish"));
      case PAUSED -> new JobState.Paused();
      case SUCCEEDED ->
          new JobState.Succeeded(
              Rows.time(row, "finished_at"),
              row.getLong("trained_tokens"),
              Objects.requireNonNull(row.getString("result_file")));
      case FAILED ->
          new JobState.Failed(
              Rows.time(row, "finished_at"),
              new JobError(
                  row.getString("error_code"),
                  row.getString("error_message"),
                  row.getString("error_param")));
      case CANCELLED -> new JobState.Cancelled(Rows.time(row, "finished_at"));
    };
  }

  private static JobRun run(ResultSet row) throws SQLException {
    return new JobRun(
        row.getLong("fence"),
        row.getInt("deaths"),
        new ReportPosition(row.getLong("report_fence"), row.getLong("report_seq")),
        row.getInt("last_step"),
        Rows.integerOrNull(row, "total_steps"),
        row.getBoolean("pausing"));
  }
}
