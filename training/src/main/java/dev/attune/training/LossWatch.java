package dev.attune.training;

import java.util.Locale;

/**
 * Sees a training that goes wrong at the step where it does: a loss that is no number, or one that
 * has left all losses before it behind for some steps in a row. A single odd batch is no reason to
 * give up, and a model that has only begun to learn may err more than by guessing.
 */
final class LossWatch {
  /** Steps that are remembered, as a decaying mean. */
  private static final double MEMORY = 20;

  private static final int FEWEST_STEPS = 5;
  private static final int IN_A_ROW = 3;

  /** Above the mean before, in nats a token: answers e⁴ times less likely than they were. */
  private static final double SPIKE = 4;

  private double mean;
  private int steps;
  private int spikes;

  /**
   * Takes note of a step.
   *
   * @param loss in nats a token
   * @param norm of the gradient
   * @throws TrainingException when the training is not worth going on with
   */
  void see(int step, double loss, double norm) {
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw new TrainingException(
          TrainingException.Reason.LOSS_NOT_FINITE,
          "The training %s is no longer a number at step %d. Try a lower learning_rate_multiplier."
              .formatted(Double.isFinite(loss) ? "gradient" : "loss", step));
    }
    spikes = steps >= FEWEST_STEPS && loss > mean + SPIKE ? spikes + 1 : 0;
    if (spikes == IN_A_ROW) {
      throw new TrainingException(
          TrainingException.Reason.DIVERGED,
          String.format(
              Locale.ROOT,
              "The training loss rose from about %.2f to %.2f and stayed there until step %d. Try a lower learning_rate_multiplier or a larger batch_size.",
              mean,
              loss,
              step));
    }
    if (spikes == 0) {
      steps++;
      mean += (loss - mean) / Math.min(steps, MEMORY);
    }
  }
}
