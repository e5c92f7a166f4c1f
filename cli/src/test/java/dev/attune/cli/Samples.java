package dev.attune.cli;

import dev.attune.wire.files.FileObject;
import dev.attune.wire.files.FileStatus;
import dev.attune.wire.files.Purpose;
import dev.attune.wire.finetuning.AttuneJob;
import dev.attune.wire.finetuning.AttuneOptions;
import dev.attune.wire.finetuning.FineTuningJob;
import dev.attune.wire.finetuning.FineTuningJobEvent;
import dev.attune.wire.finetuning.Hyperparameters;
import dev.attune.wire.finetuning.JobError;
import dev.attune.wire.finetuning.JobStatus;
import dev.attune.wire.finetuning.Method;
import dev.attune.wire.finetuning.StepMetrics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects that the fake server knows. */
final class Samples {
  static final FileObject FILE =
      new FileObject(
          "file-1",
          43_210,
          1_700_000_000,
          null,
          "tickets.jsonl",
          Purpose.FINE_TUNE,
          FileStatus.PROCESSED,
          null);
  static final String TUNED = "ft:starter:acme:routes:abcdefgh";

  private Samples() {}

  static FineTuningJob job(JobStatus status) {
    return job(
        status,
        new Method.Supervised(Hyperparameters.AUTO),
        new AttuneJob(AttuneOptions.NONE, null, null, null, null));
  }

  static FineTuningJob job(JobStatus status, Method method, AttuneJob attune) {
    boolean succeeded = status == JobStatus.SUCCEEDED;
    JobError error =
        status == JobStatus.FAILED
            ? new JobError("invalid_n_examples", "Training file has 3 example(s)", "training_file")
            : null;
    return new FineTuningJob(
        "ftjob-1",
        "starter",
        1_700_000_000,
        succeeded ? 1_700_000_100L : null,
        status == JobStatus.RUNNING ? 1_700_000_090L : null,
        succeeded ? TUNED : null,
        "org-1",
        succeeded ? List.of("file-9") : List.of(),
        status,
        null,
        "file-1",
        succeeded ? 5_768L : null,
        error,
        42,
        List.of(),
        method,
        null,
        attune);
  }

  static FineTuningJobEvent message(int number, String text) {
    return event(number, text, StepMetrics.NONE, FineTuningJobEvent.Type.MESSAGE);
  }

  static FineTuningJobEvent step(int number, int step, int total, double loss) {
    return step(number, step, total, loss, null);
  }

  static FineTuningJobEvent step(
      int number, int step, int total, double loss, @Nullable Double validLoss) {
    return event(
        number,
        "Step %d/%d: training loss=%.2f".formatted(step, total, loss),
        new StepMetrics(
            step,
            total,
            loss,
            0.5,
            validLoss,
            null,
            null,
            null,
            null,
            null,
            null,
            new StepMetrics.Speed(1e-4, 0.7, 1_234.0, null)),
        FineTuningJobEvent.Type.METRICS);
  }

  private static FineTuningJobEvent event(
      int number, String text, StepMetrics data, FineTuningJobEvent.Type type) {
    return new FineTuningJobEvent(
        "ftevent-" + number,
        1_700_000_000 + number,
        FineTuningJobEvent.Level.INFO,
        text,
        data,
        type);
  }
}
