package dev.attune.data.template.value;

/** A text between quotes with escapes, as Python's {@code repr()} writes it. */
final class TextLiteral {
  private TextLiteral() {}

  static void write(String text, BoundedText out) {
    String quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? "\"" : "'";
    out.append(quote);
    text.codePoints().forEach(c -> writeCharacter(c, quote.charAt(0), out));
    out.append(quote);
  }

  private static void writeCharacter(int c, char quote, BoundedText out) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (c == quote) {
          out.append("\\").appendCodePoint(c);
        } else if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else {
          out.append(escape(c));
        }
      }
    }
  }

  private static String escape(int c) {
    if (c < 0x100) {
      return "\\x%02x".formatted(c);
    }
    return c < 0x10000 ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c);
  }

  /** What {@code str.isprintable} takes for printable. */
  static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
