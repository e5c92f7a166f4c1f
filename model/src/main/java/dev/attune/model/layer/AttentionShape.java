package dev.attune.model.layer;

/**
 * The sizes of one attention block.
 *
 * @param heads query heads
 * @param kvHeads key and value heads; each serves heads / kvHeads query heads
 * @param headDim features of a head
 * @param window how many tokens a query sees, its own included; {@link #UNBOUNDED} for all
 * @param scale factor on the scores
 */
public record AttentionShape(int heads, int kvHeads, int headDim, int window, double scale) {
  /** Every earlier token is seen. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /** The usual shape: scores are divided by √headDim. */
  public static AttentionShape of(int heads, int kvHeads, int headDim, int window) {
    return new AttentionShape(heads, kvHeads, headDim, window, 1 / Math.sqrt(headDim));
  }

  /** Query heads that share one key head. */
  public int group() {
    return heads / kvHeads;
  }
}
