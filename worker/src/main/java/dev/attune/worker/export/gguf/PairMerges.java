package dev.attune.worker.export.gguf;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Puts neighbours together, the most urgent pair first and of equals the first. */
final class PairMerges {
  private PairMerges() {}

  /** How urgent it is to put two neighbours together, if they can be. */
  @FunctionalInterface
  interface Urgency {
    OptionalDouble of(String left, String right);
  }

  /** The tokens of a word, from its characters. */
  static List<String> of(String word, Urgency urgency) {
    List<String> parts =
        word.codePoints()
            .mapToObj(Character::toString)
            .collect(Collectors.toCollection(ArrayList::new));
    int best = mostUrgent(parts, urgency);
    while (best >= 0) {
      parts.set(best, parts.get(best) + parts.remove(best + 1));
      best = mostUrgent(parts, urgency);
    }
    return parts;
  }

  private static int mostUrgent(List<String> parts, Urgency urgency) {
    int best = -1;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i + 1 < parts.size(); i++) {
      double found = urgency.of(parts.get(i), parts.get(i + 1)).orElse(Double.NEGATIVE_INFINITY);
      if (found > highest) {
        best = i;
        highest = found;
      }
    }
    return best;
  }
}
