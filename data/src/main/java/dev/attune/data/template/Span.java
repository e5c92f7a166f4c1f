package dev.attune.data.template;

/**
 * A part of a text.
 *
 * @param start of its first character, in UTF-16 units
 * @param end behind its last character
 */
public record Span(int start, int end) {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("A span cannot go from %d to %d".formatted(start, end));
    }
  }

  public boolean isEmpty() {
    return start == end;
  }
}
