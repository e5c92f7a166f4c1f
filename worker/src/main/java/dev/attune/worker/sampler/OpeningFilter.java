package dev.attune.worker.sampler;

/**
 * Takes off what a template writes before an answer, which a tuned model writes as well. An answer
 * that begins otherwise passes whole.
 */
final class OpeningFilter {
  private final String opening;
  private final StringBuilder held = new StringBuilder();
  private boolean open;
  private boolean took;

  OpeningFilter(String opening) {
    this.opening = opening;
    this.open = !opening.isEmpty();
  }

  /** True until it is clear whether the answer begins with the opening. */
  boolean isOpen() {
    return open;
  }

  /** True once the opening was there and is taken off. */
  boolean took() {
    return took;
  }

  /** Takes the next piece; gives what is not the opening's. */
  String accept(String piece) {
    if (!open) {
      return piece;
    }
    held.append(piece);
    String text = held.toString();
    if (text.length() < opening.length() && opening.startsWith(text)) {
      return "";
    }
    open = false;
    took = text.startsWith(opening);
    return took ? text.substring(opening.length()) : text;
  }

  /** What is left when no more text comes. */
  String finish() {
    boolean undecided = open;
    open = false;
    return undecided ? held.toString() : "";
  }
}
