package dev.attune.server.pages;

import dev.attune.platform.jobs.JobCheckpoint;
import dev.attune.platform.jobs.StepMetrics;

/** A checkpoint that can be asked. */
public record CheckpointRow(
    String model, int step, String trainLoss, String validLoss, String validAccuracy) {

  static CheckpointRow of(JobCheckpoint checkpoint) {
    StepMetrics metrics = checkpoint.metrics();
    return new CheckpointRow(
        checkpoint.model(),
        checkpoint.step(),
        Words.loss(metrics.trainLoss()),
        Words.lossOrDash(metrics.fullValidLoss()),
        Words.percentOrDash(metrics.fullValidMeanTokenAccuracy()));
  }
}
