package dev.attune.cli.migrate;

import dev.attune.cli.migrate.Plan.Fate;
import dev.attune.cli.migrate.Plan.PlannedFile;
import dev.attune.cli.migrate.Plan.PlannedJob;
import dev.attune.wire.json.WireJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A plan and its outcome as a program reads them. */
final class MigrationJson {
  private MigrationJson() {}

  static String text(Plan plan) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("files", plan.files().stream().map(MigrationJson::file).toList());
    all.put("jobs", plan.jobs().stream().map(MigrationJson::job).toList());
    return WireJson.text(all);
  }

  static String text(Mapping mapping) {
    return WireJson.text(Map.of("jobs", mapping.rows().stream().map(MigrationJson::made).toList()));
  }

  private static Map<String, @Nullable Object> file(PlannedFile planned) {
    Map<String, @Nullable Object> file = new LinkedHashMap<>();
    file.put("openai_file_id", planned.file().id());
    file.put("filename", planned.file().safeName());
    file.put("bytes", planned.file().bytes());
    file.put("file_id", orNull(planned.newId()));
    return file;
  }

  private static Map<String, @Nullable Object> job(PlannedJob planned) {
    OldJob old = planned.job();
    Map<String, @Nullable Object> job = new LinkedHashMap<>();
    job.put("openai_job_id", old.id());
    job.put("openai_model", old.model());
    job.put("method", old.method().type());
    job.put("hyperparameters", old.method().numbers());
    job.put("seed", orNull(old.seed()));
    job.put("suffix", orNull(old.suffix()));
    job.put("training_file", orNull(old.files().training()));
    job.put("validation_file", orNull(old.files().validation()));
    switch (planned.fate()) {
      case Fate.Create(var model, var note) -> {
        job.put("action", "create");
        job.put("model", model);
        job.put("note", orNull(note));
      }
      case Fate.Made(var newId) -> {
        job.put("action", "none");
        job.put("job_id", newId);
      }
      case Fate.Skip(var reason) -> {
        job.put("action", "skip");
        job.put("reason", reason);
      }
    }
    return job;
  }

  private static Map<String, @Nullable Object> made(Mapping.Row row) {
    Map<String, @Nullable Object> job = new LinkedHashMap<>();
    job.put("openai_job_id", row.old().id());
    job.put("job_id", row.id());
    job.put("status", row.status());
    job.put("openai_model", orNull(row.old().tunedModel()));
    job.put("fine_tuned_model", orNull(row.tunedModel()));
    return job;
  }

  private static @Nullable Object orNull(Optional<?> value) {
    return value.isPresent() ? value.get() : null;
  }
}
