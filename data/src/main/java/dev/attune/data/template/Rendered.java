package dev.attune.data.template;

import java.util.List;

/**
 * A rendered conversation.
 *
 * @param generationSpans the parts between {@code {% generation %}} and {@code {% endgeneration
 *     %}}, in order; empty for the many templates that mark none
 */
public record Rendered(String text, List<Span> generationSpans) {
  public Rendered {
    generationSpans = List.copyOf(generationSpans);
  }
}
