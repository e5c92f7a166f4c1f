package dev.attune.model.layer;

/**
 * The sizes of one attention block.
 *
 * @param heads query heads
 * @param kvHeads key and value heads; each serves heads / kvHeads query heads
 * @param headDim features of a head
 * @param window how many tokens a query sees, its own included; {@link #UNBOUNDED} for all
 * @param scale factor on the scores
 * @param softCap of the scaled scores
 */
public record AttentionShape(
    int heads, int kvHeads, int headDim, int window, double scale, SoftCap softCap) {
  /** Every earlier token is seen. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /** The usual shape: scores are divided by √headDim. */
  public static AttentionShape of(int heads, int kvHeads, int headDim, int window) {
    return new AttentionShape(
        heads, kvHeads, headDim, window, 1 / Math.sqrt(headDim), SoftCap.NONE);
  }

  /** The same with another factor on the scores. */
  public AttentionShape withScale(double scale) {
    return new AttentionShape(heads, kvHeads, headDim, window, scale, softCap);
  }

  /** The same with soft-capped scores. */
  public AttentionShape withSoftCap(SoftCap softCap) {
    return new AttentionShape(heads, kvHeads, headDim, window, scale, softCap);
  }

  /** Query heads that share one key head. */
  public int group() {
    return heads / kvHeads;
  }

  /** Features of all queries of a token. */
  public long queryWidth() {
    return (long) heads * headDim;
  }

  /** Features of all keys of a token, and of all values. */
  public long keyWidth() {
    return (long) kvHeads * headDim;
  }
}
