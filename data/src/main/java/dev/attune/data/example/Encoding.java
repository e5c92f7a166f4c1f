package dev.attune.data.example;

import java.util.Set;

/**
 * What became of an example.
 *
 * @param example its tokens, cut where there were too many
 * @param tokens how many there were before
 * @param concerns what is odd about it
 */
public record Encoding(EncodedExample example, int tokens, Set<Concern> concerns) {
  public Encoding {
    concerns = Set.copyOf(concerns);
  }
}
