package dev.attune.platform.jobs;

import org.jspecify.annotations.Nullable;

/**
 * What was measured at a step; null where it was not.
 *
 * @param validLoss over a small part of the validation file
 * @param fullValidLoss over all of it
 * @param rewards where preferences are learnt; then accuracies are the share of pairs in whose
 *     chosen answer the model gained more
 * @param gradNorm 2-norm of the gradients before clipping
 * @param memoryBytes of this machine's memory that the trainer took
 */
public record StepMetrics(
    int step,
    int totalSteps,
    double trainLoss,
    double trainMeanTokenAccuracy,
    @Nullable Double validLoss,
    @Nullable Double validMeanTokenAccuracy,
    @Nullable Double fullValidLoss,
    @Nullable Double fullValidMeanTokenAccuracy,
    @Nullable Rewards rewards,
    double learningRate,
    double gradNorm,
    double tokensPerSecond,
    @Nullable Long memoryBytes) {

  /** Of the step's own examples, of some of the validation file, and of all of it. */
  public record Rewards(Reward train, @Nullable Reward valid, @Nullable Reward fullValid) {}

  /**
   * Means over pairs of answers.
   *
   * @param margin what the chosen answer gained more than the rejected one, times beta
   * @param chosenLogp ln p of the chosen answers
   * @param rejectedLogp ln p of the rejected answers
   */
  public record Reward(double margin, double chosenLogp, double rejectedLogp) {}
}
