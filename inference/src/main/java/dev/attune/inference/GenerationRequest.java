package dev.attune.inference;

import dev.attune.model.layer.LoraAdapter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to generate.
 *
 * @param prompt token ids, at least one; not to be changed
 * @param adapter changes the base model for this sequence, or null
 * @param maxTokens at most so many are generated
 * @param endTokens a sequence ends when one of these is sampled; it is not handed out
 * @param topLogprobs how many alternatives are reported with each token
 */
public record GenerationRequest(
    TokenSequence prompt,
    @Nullable LoraAdapter adapter,
    Sampling sampling,
    int maxTokens,
    Set<Integer> endTokens,
    int topLogprobs) {
  public GenerationRequest {
    endTokens = Set.copyOf(endTokens);
  }

  /**
   * How tokens are drawn.
   *
   * @param temperature 0 takes the likeliest token; otherwise logits are divided by it
   * @param topP only the likeliest tokens that together reach this probability are drawn from
   * @param seed the same seed draws the same tokens where the probabilities are the same
   */
  public record Sampling(double temperature, double topP, long seed) {
    public static final Sampling GREEDY = new Sampling(0, 1, 0);
  }
}
