package dev.attune.data.example;

import java.util.Set;

/**
 * What became of an example.
 *
 * @param item its tokens, cut where there were too many
 * @param tokens how many there were before; of a pair, those of the longer sequence
 * @param concerns what is odd about it
 */
public record Encoding(EncodedItem item, int tokens, Set<Concern> concerns) {
  public Encoding {
    concerns = Set.copyOf(concerns);
  }
}
