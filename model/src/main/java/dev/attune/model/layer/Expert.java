package dev.attune.model.layer;

import dev.attune.torch.Tensor;

/** One of several feed-forward networks, which sees only the tokens that are sent to it. */
public interface Expert {
  /**
   * Writes y ← weight ∘ f(x), (rows, hidden). The tokens are needed again by the way back, but need
   * not be kept for it: they are given once more.
   */
  Way forward(Tokens tokens, Tensor y, Pass pass);

  /** What a training pass of {@code rows} tokens over this expert takes. */
  Footprint footprint(long rows, Footprint.Load load);

  /**
   * The tokens that are sent to an expert, or gradients of them.
   *
   * @param x (rows, hidden)
   * @param weight (rows, 1), how much each counts
   */
  record Tokens(Tensor x, Tensor weight) {}

  /** The backward pass of one forward pass. */
  @FunctionalInterface
  interface Way {
    /** Adds to the gradient of the tokens, and to those of the trained parameters. */
    void run(Tokens tokens, Tensor dy, Tokens gradient);
  }
}
