package dev.attune.training;

import dev.attune.model.layer.LoraAdapter;
import org.jspecify.annotations.Nullable;

/** What a training minimises. */
public sealed interface Objective {
  /** The mean of −ln p over the tokens that carry loss. */
  record NextToken() implements Objective {}

  /**
   * The mean over pairs of −ln σ(β·(ln p/p_ref of the chosen answer − ln p/p_ref of the rejected
   * one)) (https://arxiv.org/abs/2305.18290).
   *
   * @param beta how strongly the model is held to its reference
   * @param reference the adapter of the reference, which is the bare model where there is none
   */
  record Preference(double beta, @Nullable LoraAdapter reference) implements Objective {}
}
