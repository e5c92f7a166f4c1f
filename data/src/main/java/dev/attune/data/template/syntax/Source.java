package dev.attune.data.template.syntax;

import dev.attune.data.template.value.CodePoints;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TemplateException.Kind;
import java.util.Arrays;

/** The text of a template with line ends made alike, and where its lines begin. */
final class Source {
  private final String text;
  private final int[] lineStarts;

  Source(String original) {
    String unified = original.replace("\r\n", "\n").replace('\r', '\n');
    text = unified.endsWith("\n") ? unified.substring(0, unified.length() - 1) : unified;
    lineStarts = lineStarts(text);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[1 + (int) text.chars().filter(c -> c == '\n').count()];
    int line = 0;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      starts[++line] = i + 1;
    }
    return starts;
  }

  String text() {
    return text;
  }

  int length() {
    return text.length();
  }

  /** The character at {@code index}, or a space behind the end. */
  char at(int index) {
    return index < text.length() ? text.charAt(index) : ' ';
  }

  boolean has(String expected, int index) {
    return text.startsWith(expected, index);
  }

  int skipSpace(int index) {
    return CodePoints.skipSpace(text, index);
  }

  /** Behind one line end at {@code index}, if there is one. */
  int skipLineEnd(int index) {
    return index < text.length() && text.charAt(index) == '\n' ? index + 1 : index;
  }

  /** The line of {@code index}, counted from 1. */
  int line(int index) {
    int found = Arrays.binarySearch(lineStarts, index);
    return found >= 0 ? found + 1 : -found - 1;
  }

  TemplateException error(String reason, int index) {
    return new TemplateException(Kind.SYNTAX, reason, line(index));
  }
}
