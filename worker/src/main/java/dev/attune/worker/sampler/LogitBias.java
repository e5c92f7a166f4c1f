package dev.attune.worker.sampler;

import dev.attune.inference.TokenRule;
import java.util.Map;

/**
 * OpenAI's {@code logit_bias}: what is added to the logits of some tokens.
 *
 * @param biases by token id
 */
record LogitBias(Map<Integer, Integer> biases) implements TokenRule {
  LogitBias {
    biases = Map.copyOf(biases);
  }

  @Override
  public boolean apply(float[] logits) {
    biases.forEach((token, bias) -> logits[token] += bias);
    return true;
  }

  @Override
  public boolean accept(int token) {
    return false;
  }
}
