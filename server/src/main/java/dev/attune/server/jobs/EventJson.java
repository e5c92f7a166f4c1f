package dev.attune.server.jobs;

import dev.attune.platform.jobs.JobCheckpoint;
import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.jobs.StepMetrics;
import dev.attune.wire.finetuning.FineTuningJobCheckpoint;
import dev.attune.wire.finetuning.FineTuningJobEvent;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What happened in a job, and what can be asked of it, as the wire has them. */
final class EventJson {
  private EventJson() {}

  static FineTuningJobEvent of(JobEvent event) {
    StepMetrics metrics = event.metrics();
    return new FineTuningJobEvent(
        event.id(),
        event.createdAt().getEpochSecond(),
        FineTuningJobEvent.Level.valueOf(event.level().name()),
        event.message(),
        metrics == null
            ? dev.attune.wire.finetuning.StepMetrics.NONE
            : of(metrics, metrics.totalSteps(), speed(metrics)),
        metrics == null ? FineTuningJobEvent.Type.MESSAGE : FineTuningJobEvent.Type.METRICS);
  }

  static FineTuningJobCheckpoint of(JobCheckpoint checkpoint) {
    return new FineTuningJobCheckpoint(
        checkpoint.id(),
        checkpoint.createdAt().getEpochSecond(),
        checkpoint.model(),
        checkpoint.jobId(),
        of(checkpoint.metrics(), null, null),
        checkpoint.step());
  }

  private static dev.attune.wire.finetuning.StepMetrics of(
      StepMetrics metrics,
      @Nullable Integer totalSteps,
      dev.attune.wire.finetuning.StepMetrics.@Nullable Speed speed) {
    return new dev.attune.wire.finetuning.StepMetrics(
        metrics.step(),
        totalSteps,
        metrics.trainLoss(),
        metrics.trainMeanTokenAccuracy(),
        metrics.validLoss(),
        metrics.validMeanTokenAccuracy(),
        metrics.fullValidLoss(),
        metrics.fullValidMeanTokenAccuracy(),
        rewards(metrics, StepMetrics.Rewards::train),
        rewards(metrics, StepMetrics.Rewards::valid),
        rewards(metrics, StepMetrics.Rewards::fullValid),
        speed);
  }

  private static dev.attune.wire.finetuning.StepMetrics.@Nullable Rewards rewards(
      StepMetrics metrics, Function<StepMetrics.Rewards, StepMetrics.@Nullable Reward> of) {
    StepMetrics.Reward means = metrics.rewards() == null ? null : of.apply(metrics.rewards());
    return means == null
        ? null
        : new dev.attune.wire.finetuning.StepMetrics.Rewards(
            means.margin(), means.chosenLogp(), means.rejectedLogp());
  }

  private static dev.attune.wire.finetuning.StepMetrics.Speed speed(StepMetrics metrics) {
    return new dev.attune.wire.finetuning.StepMetrics.Speed(
        metrics.learningRate(),
        metrics.gradNorm(),
        metrics.tokensPerSecond(),
        metrics.memoryBytes());
  }
}
