package dev.attune.training;

/**
 * The learning rate of each step: it rises linearly through the warm-up to the peak and then falls.
 *
 * @param peak the highest rate
 * @param warmupSteps steps below the peak at the beginning
 * @param totalSteps steps of the whole training
 */
public record LearningRate(double peak, Decay decay, int warmupSteps, int totalSteps) {
  /** How the rate falls behind the peak. */
  public enum Decay {
    CONSTANT,
    LINEAR,
    COSINE
  }

  /**
   * The rate of a step.
   *
   * @param step counted from 1
   */
  public double at(int step) {
    if (step <= warmupSteps) {
      return peak * step / (warmupSteps + 1);
    }
    double gone = (double) (step - 1 - warmupSteps) / (totalSteps - warmupSteps);
    return switch (decay) {
      case CONSTANT -> peak;
      case LINEAR -> peak * (1 - gone);
      case COSINE -> peak * (1 + Math.cos(Math.PI * gone)) / 2;
    };
  }
}
