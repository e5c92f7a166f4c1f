package dev.attune.data.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** How many examples have how many tokens, in bars that are twice as wide each time. */
public final class Lengths {
  private static final int FIRST = 16;

  private final TreeMap<Integer, Long> counts = new TreeMap<>();

  /**
   * Examples of one range of lengths.
   *
   * @param upTo tokens, these included; more than the bar before
   */
  public record Bar(int upTo, long examples) {}

  void add(int tokens) {
    int upTo = FIRST;
    while (upTo < tokens) {
      upTo *= 2;
    }
    counts.merge(upTo, 1L, Long::sum);
  }

  /** From the shortest to the longest, empty ones between them too. */
  List<Bar> bars() {
    List<Bar> bars = new ArrayList<>();
    if (!counts.isEmpty()) {
      for (int upTo = counts.firstKey(); upTo <= counts.lastKey(); upTo *= 2) {
        bars.add(new Bar(upTo, counts.getOrDefault(upTo, 0L)));
      }
    }
    return List.copyOf(bars);
  }
}
