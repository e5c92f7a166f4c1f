package dev.attune.cli.chat;

/** How one message is typed on several lines. */
final class ManyLines {
  private static final String FENCE = "\"\"\"";

  private ManyLines() {}

  /** Whether more is to come after what was typed. */
  static boolean goesOn(String text) {
    int fences = text.split(FENCE, -1).length - 1;
    return fences % 2 == 1 || (fences == 0 && text.endsWith("\\"));
  }

  /** What is meant, without the marks. */
  static String joined(String text) {
    String stripped = text.strip();
    boolean fenced =
        stripped.length() >= 2 * FENCE.length()
            && stripped.startsWith(FENCE)
            && stripped.endsWith(FENCE);
    return fenced
        ? stripped.substring(FENCE.length(), stripped.length() - FENCE.length()).strip()
        : stripped.replace("\\\n", "\n");
  }
}
