package dev.attune.worker.sampler;

import dev.attune.inference.TokenRule;
import java.util.HashMap;
import java.util.Map;

/**
 * OpenAI's penalties: a token that was said c times loses c times the one and, once, the other from
 * its logit.
 */
final class Penalties implements TokenRule {
  private final double frequency;
  private final double presence;
  private final Map<Integer, Integer> counts = new HashMap<>();

  Penalties(double frequency, double presence) {
    this.frequency = frequency;
    this.presence = presence;
  }

  @Override
  public boolean apply(float[] logits) {
    counts.forEach((token, count) -> logits[token] -= (float) (count * frequency + presence));
    return true;
  }

  @Override
  public boolean accept(int token) {
    counts.merge(token, 1, Integer::sum);
    return false;
  }
}
