package dev.attune.data.example;

import java.util.List;

/**
 * Two answers to the same prompt, each behind it, of which one is preferred.
 *
 * @param chosen the one that is
 * @param rejected the one that is not
 */
public record EncodedPair(EncodedExample chosen, EncodedExample rejected) implements EncodedItem {
  @Override
  public List<EncodedExample> sequences() {
    return List.of(chosen, rejected);
  }

  @Override
  public int lossTokens() {
    return chosen.lossTokens() + rejected.lossTokens();
  }
}
