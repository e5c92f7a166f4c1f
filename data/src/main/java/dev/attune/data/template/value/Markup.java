package dev.attune.data.template.value;

/** HTML escaping, as the library markupsafe does it. */
public final class Markup {
  private Markup() {}

  /** {@code text} for use beside safe text: as it is when safe, otherwise escaped. */
  public static String escape(TextValue text, Meter meter) {
    return text.safe() ? text.text() : escape(text.text(), meter);
  }

  public static String escape(String text, Meter meter) {
    BoundedText out = new BoundedText(meter);
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      String entity = entity(text.charAt(i));
      if (!entity.isEmpty()) {
        out.append(text.substring(copied, i)).append(entity);
        copied = i + 1;
      }
    }
    return copied == 0 ? text : out.append(text.substring(copied)).toString();
  }

  private static String entity(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '\'' -> "&#39;";
      case '"' -> "&#34;";
      default -> "";
    };
  }
}
