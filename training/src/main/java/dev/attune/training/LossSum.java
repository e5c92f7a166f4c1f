package dev.attune.training;

/**
 * Losses added up.
 *
 * @param loss Σ negative log-likelihood in nats
 * @param correct how many tokens the model ranked first
 * @param tokens how many tokens carry loss
 */
public record LossSum(double loss, long correct, long tokens) {
  public static final LossSum ZERO = new LossSum(0, 0, 0);

  public LossSum plus(LossSum other) {
    return new LossSum(loss + other.loss, correct + other.correct, tokens + other.tokens);
  }

  /** Mean over the tokens that carry loss. */
  public double meanLoss() {
    return loss / tokens;
  }

  /** Share of those tokens that the model ranked first. */
  public double meanTokenAccuracy() {
    return (double) correct / tokens;
  }
}
