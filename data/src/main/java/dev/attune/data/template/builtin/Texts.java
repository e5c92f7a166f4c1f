package dev.attune.data.template.builtin;

import dev.attune.data.template.value.BoundedText;
import dev.attune.data.template.value.CodePoints;
import dev.attune.data.template.value.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What both the filters and the methods of texts do. */
final class Texts {
  private Texts() {}

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** {@code codePoint} as the first letter of a word. */
  static String titleCase(int codePoint) {
    int title = Character.toTitleCase(codePoint);
    String upper = upper(CodePoints.of(codePoint));
    // Some letters have a capital form of two letters only: ß begins a word as Ss.
    return title == codePoint && CodePoints.count(upper) > 1
        ? upper.charAt(0) + lower(upper.substring(1))
        : CodePoints.of(title);
  }

  static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.codePointAt(0);
    return titleCase(first) + lower(text.substring(Character.charCount(first)));
  }

  /** Without the characters of {@code unwanted} at its ends; null stands for white space. */
  static String strip(String text, @Nullable String unwanted) {
    return stripEnd(stripStart(text, unwanted), unwanted);
  }

  static String stripStart(String text, @Nullable String unwanted) {
    int start = 0;
    while (start < text.length() && isUnwanted(text.codePointAt(start), unwanted)) {
      start += Character.charCount(text.codePointAt(start));
    }
    return text.substring(start);
  }

  static String stripEnd(String text, @Nullable String unwanted) {
    int end = text.length();
    while (end > 0 && isUnwanted(text.codePointBefore(end), unwanted)) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(0, end);
  }

  private static boolean isUnwanted(int codePoint, @Nullable String unwanted) {
    return unwanted == null ? CodePoints.isSpace(codePoint) : unwanted.indexOf(codePoint) >= 0;
  }

  /** The first {@code count} places of {@code old} replaced; all of them when negative. */
  static String replace(String text, Replacement replacement, Meter meter) {
    long left = replacement.count() < 0 ? Long.MAX_VALUE : replacement.count();
    String old = replacement.old();
    if (old.isEmpty()) {
      return interleave(text, replacement.by(), left, meter);
    }
    BoundedText out = new BoundedText(meter);
    int from = 0;
    for (int at = text.indexOf(old); at >= 0 && left > 0; at = text.indexOf(old, from), left--) {
      out.append(text.substring(from, at)).append(replacement.by());
      from = at + old.length();
    }
    return from == 0 ? text : out.append(text.substring(from)).toString();
  }

  /** What to replace by what, and how often. */
  record Replacement(String old, String by, int count) {}

  private static String interleave(String text, String by, long count, Meter meter) {
    BoundedText out = new BoundedText(meter);
    long left = count;
    int index = 0;
    while (left > 0 && index < text.length()) {
      int codePoint = text.codePointAt(index);
      out.append(by).appendCodePoint(codePoint);
      index += Character.charCount(codePoint);
      left--;
    }
    out.append(left > 0 ? by : "");
    return out.append(text.substring(index)).toString();
  }

  static String padded(String text, int left, int right, String fill, Meter meter) {
    BoundedText out = new BoundedText(meter);
    return out.repeat(fill, left).append(text).repeat(fill, right).toString();
  }

  static String centered(String text, int width, String fill, Meter meter) {
    int missing = width - CodePoints.count(text);
    if (missing <= 0) {
      return text;
    }
    // Python puts the odd blank to the left only when the width is odd.
    int left = missing / 2 + (missing & width & 1);
    return padded(text, left, missing - left, fill, meter);
  }

  /** Lines as {@code str.splitlines} takes them, with their ends when {@code keepEnds}. */
  static List<String> lines(String text, boolean keepEnds) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isLineEnd(text.charAt(i))) {
        int end = i;
        if (text.startsWith("\r\n", i)) {
          i++;
        }
        lines.add(text.substring(start, keepEnds ? i + 1 : end));
        start = i + 1;
      }
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  private static boolean isLineEnd(char c) {
    return switch (c) {
      case '\n', '\r', 0x0b, 0x0c, 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029 -> true;
      default -> false;
    };
  }
}
