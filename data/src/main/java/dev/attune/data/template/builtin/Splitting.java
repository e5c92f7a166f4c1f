package dev.attune.data.template.builtin;

import dev.attune.data.template.value.CodePoints;
import dev.attune.data.template.value.TemplateException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cutting a text at a separator, as {@code str.split} and {@code str.rsplit} do.
 *
 * @param separator null for runs of white space
 * @param most how many cuts at most; no end when negative
 */
record Splitting(@Nullable String separator, int most) {
  List<String> fromStart(String text) {
    return separator == null ? wordsFromStart(text) : partsFromStart(text, separator);
  }

  List<String> fromEnd(String text) {
    List<String> parts = separator == null ? wordsFromEnd(text) : partsFromEnd(text, separator);
    Collections.reverse(parts);
    return parts;
  }

  private boolean isEnough(List<String> parts) {
    return most >= 0 && parts.size() >= most;
  }

  private static void refuseEmpty(String separator) {
    if (separator.isEmpty()) {
      throw TemplateException.value("empty separator");
    }
  }

  private List<String> partsFromStart(String text, String cut) {
    refuseEmpty(cut);
    List<String> parts = new ArrayList<>();
    int from = 0;
    int at = text.indexOf(cut);
    while (at >= 0 && !isEnough(parts)) {
      parts.add(text.substring(from, at));
      from = at + cut.length();
      at = text.indexOf(cut, from);
    }
    parts.add(text.substring(from));
    return parts;
  }

  private List<String> partsFromEnd(String text, String cut) {
    refuseEmpty(cut);
    List<String> parts = new ArrayList<>();
    int to = text.length();
    int at = text.lastIndexOf(cut);
    while (at >= 0 && !isEnough(parts)) {
      parts.add(text.substring(at + cut.length(), to));
      to = at;
      at = to < cut.length() ? -1 : text.lastIndexOf(cut, to - cut.length());
    }
    parts.add(text.substring(0, to));
    return parts;
  }

  private List<String> wordsFromStart(String text) {
    List<String> words = new ArrayList<>();
    int from = CodePoints.skipSpace(text, 0);
    while (from < text.length()) {
      if (isEnough(words)) {
        words.add(text.substring(from));
        return words;
      }
      int end = from;
      while (end < text.length() && !CodePoints.isSpace(text.charAt(end))) {
        end++;
      }
      words.add(text.substring(from, end));
      from = CodePoints.skipSpace(text, end);
    }
    return words;
  }

  private List<String> wordsFromEnd(String text) {
    List<String> words = new ArrayList<>();
    int end = CodePoints.trimEnd(text).length();
    while (end > 0) {
      if (isEnough(words)) {
        words.add(text.substring(0, end));
        return words;
      }
      int from = end;
      while (from > 0 && !CodePoints.isSpace(text.charAt(from - 1))) {
        from--;
      }
      words.add(text.substring(from, end));
      end = CodePoints.trimEnd(text.substring(0, from)).length();
    }
    return words;
  }
}
