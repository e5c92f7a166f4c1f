package dev.attune.inference;

import dev.attune.model.layer.LoraAdapter;
import java.util.List;
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
 * @param rules that tokens follow, applied in this order; they serve no other request
 */
public record GenerationRequest(
    TokenSequence prompt,
    @Nullable LoraAdapter adapter,
    Sampling sampling,
    int maxTokens,
    Set<Integer> endTokens,
    int topLogprobs,
    List<TokenRule> rules) {
  public GenerationRequest {
    endTokens = Set.copyOf(endTokens);
    rules = List.copyOf(rules);
  }

  /** A generation that follows no rules. */
  public GenerationRequest(
      TokenSequence prompt,
      @Nullable LoraAdapter adapter,
      Sampling sampling,
      int maxTokens,
      Set<Integer> endTokens,
      int topLogprobs) {
    this(prompt, adapter, sampling, maxTokens, endTokens, topLogprobs, List.of());
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
