package dev.attune.training;

/**
 * Losses added up.
 *
 * @param loss Σ in nats: of tokens that carry loss, or of pairs
 * @param correct how many tokens the model ranked first, or pairs in whose chosen answer it gained
 *     more
 * @param count how many there are
 * @param rewards of pairs
 */
public record LossSum(double loss, long correct, long count, Rewards rewards) {
  public static final LossSum ZERO = new LossSum(0, 0, 0);

  /** Of tokens. */
  public LossSum(double loss, long correct, long count) {
    this(loss, correct, count, Rewards.NONE);
  }

  /**
   * Sums over pairs.
   *
   * @param margin β times what the chosen answer gained over the reference more than the rejected
   * @param chosen ln p of the chosen answers
   * @param rejected ln p of the rejected answers
   */
  public record Rewards(double margin, double chosen, double rejected) {
    static final Rewards NONE = new Rewards(0, 0, 0);

    Rewards plus(Rewards other) {
      return new Rewards(margin + other.margin, chosen + other.chosen, rejected + other.rejected);
    }

    /** Means over so many pairs. */
    public Rewards over(long pairs) {
      return new Rewards(margin / pairs, chosen / pairs, rejected / pairs);
    }
  }

  public LossSum plus(LossSum other) {
    return new LossSum(
        loss + other.loss,
        correct + other.correct,
        count + other.count,
        rewards.plus(other.rewards));
  }

  public double meanLoss() {
    return loss / count;
  }

  /** Share of those that were right. */
  public double accuracy() {
    return (double) correct / count;
  }
}
