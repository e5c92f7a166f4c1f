package dev.attune.cli.migrate;

import com.openai.models.finetuning.jobs.FineTuningJob;
import java.util.List;
import java.util.Optional;

/** Which job and model here stands for which there. */
record Mapping(List<Row> rows) {
  Mapping {
    rows = List.copyOf(rows);
  }

  /**
   * One job.
   *
   * @param tunedModel its model here, empty until it has succeeded
   */
  record Row(OldJob old, String id, String status, Optional<String> tunedModel) {}

  static Mapping of(List<OldJob> jobs, Notes notes, Here here) {
    return new Mapping(
        jobs.stream()
            .flatMap(job -> notes.job(job.id()).map(id -> row(job, here.job(id))).stream())
            .toList());
  }

  private static Row row(OldJob old, FineTuningJob job) {
    return new Row(old, job.id(), job.status().asString(), job.fineTunedModel());
  }
}
