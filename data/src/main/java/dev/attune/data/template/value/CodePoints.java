package dev.attune.data.template.value;

/** Positions in a text counted in code points, and Python's classes of characters. */
public final class CodePoints {
  private CodePoints() {}

  public static int count(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The index in UTF-16 units of the code point at {@code position}. */
  public static int index(String text, int position) {
    return text.offsetByCodePoints(0, position);
  }

  /** The part from {@code start} to {@code end}, both in code points. */
  public static String between(String text, int start, int end) {
    int from = index(text, start);
    return text.substring(from, text.offsetByCodePoints(from, end - start));
  }

  public static String of(int codePoint) {
    return Character.toString(codePoint);
  }

  /** What {@code str.isspace} and {@code \s} take for white space. */
  public static boolean isSpace(int codePoint) {
    return codePoint <= ' '
        ? codePoint == ' ' || isControlSpace(codePoint)
        : codePoint >= 0x85 && (codePoint == 0x85 || Character.isSpaceChar(codePoint));
  }

  private static boolean isControlSpace(int codePoint) {
    return (codePoint >= '\t' && codePoint <= '\r') || (codePoint >= 0x1c && codePoint <= 0x1f);
  }

  public static int skipSpace(String text, int from) {
    int index = from;
    while (index < text.length() && isSpace(text.charAt(index))) {
      index++;
    }
    return index;
  }

  public static String trimEnd(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** Orders texts by their code points, as Python does, not by their UTF-16 units. */
  public static int compare(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    for (int i = 0; i < shorter; i++) {
      if (left.charAt(i) != right.charAt(i)) {
        return compareUnits(left.charAt(i), right.charAt(i));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  private static int compareUnits(char left, char right) {
    if (Character.isSurrogate(left) != Character.isSurrogate(right)) {
      return Character.isSurrogate(left) ? 1 : -1;
    }
    return Character.compare(left, right);
  }
}
