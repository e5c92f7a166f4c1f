package dev.attune.worker.sampler;

import java.util.List;

/**
 * Passes text on until one of the stop texts appears, which is not passed on itself. What may still become a stop text is
 * held back.
 */
final class StopFilter {
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private boolean stopped;

  StopFilter(List<String> stops) {
    this.stops = List.copyOf(stops);
  }

  /** Takes the next piece; gives what may be handed out now. */
  String accept(String piece) {
    if (stopped) {
      return "";
    }
    held.append(piece);
    int stop = firstStop();
    if (stop >= 0) {
      stopped = true;
      return take(stop);
    }
    return take(held.length() - longestBeginning());
  }

  /** What is left when no more text comes. */
  String finish() {
    return stopped ? "" : take(held.length());
  }

  /** True once a stop text has appeared. */
  boolean stopped() {
    return stopped;
  }

  private int firstStop() {
    return stops.stream()
        .mapToInt(held::indexOf)
        .filter(index -> index >= 0)
        .min()
        .orElse(-1);
  }

  /** Length of the longest end of the held text with which a stop text begins. */
  private int longestBeginning() {
    return stops.stream().mapToInt(this::beginning).max().orElse(0);
  }

  private int beginning(String stop) {
    for (int length = Math.min(stop.length() - 1, held.length()); length > 0; length--) {
      if (held.indexOf(stop.substring(0, length), held.length() - length) >= 0) {
        return length;
      }
    }
    return 0;
  }

  private String take(int length) {
    String text = held.substring(0, length);
    held.delete(0, length);
    return text;
  }
}
