package dev.attune.data.tokenizer;

/** Halves of a character, which JSON can write and UTF-8 cannot. */
final class UnpairedSurrogates {
  private static final char REPLACEMENT = '\ufffd';

  private UnpairedSurrogates() {}

  /** {@code text} with each of them replaced by one U+FFFD, so that no place moves. */
  static String replaced(String text) {
    int at = find(text, 0);
    if (at < 0) {
      return text;
    }
    StringBuilder replaced = new StringBuilder(text);
    while (at >= 0) {
      replaced.setCharAt(at, REPLACEMENT);
      at = find(text, at + 1);
    }
    return replaced.toString();
  }

  private static int find(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c) && i + 1 < text.length()) {
        if (!Character.isLowSurrogate(text.charAt(i + 1))) {
          return i;
        }
        i++;
      } else if (Character.isSurrogate(c)) {
        return i;
      }
    }
    return -1;
  }
}
