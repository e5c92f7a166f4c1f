package dev.attune.data.example;

import java.util.List;

/** What is learnt from at once: an example, or a pair of answers to one prompt. */
public sealed interface EncodedItem permits EncodedExample, EncodedPair {
  /** What goes through the model together, each by itself. */
  List<EncodedExample> sequences();

  /** Of all sequences. */
  default int tokens() {
    return sequences().stream().mapToInt(each -> each.tokenIds().length).sum();
  }

  /** How many tokens carry loss. */
  int lossTokens();
}
