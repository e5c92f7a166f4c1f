package dev.attune.data.template.value;

import java.time.Duration;

/**
 * What one render may use. A template comes from a stranger, so each of these ends it with a {@link
 * TemplateException} of kind {@code LIMIT}.
 *
 * @param maxSteps statements and operations
 * @param maxDepth nested statements, expressions and macro calls; 300 of them need less than half a
 *     megabyte of stack
 * @param maxTextLength characters of one text, the output included
 * @param maxProducedText characters of all texts that the render makes on its way
 * @param maxItems elements of all lists that the render makes on its way
 * @param maxTime wall time of the render
 */
public record TemplateLimits(
    long maxSteps,
    int maxDepth,
    int maxTextLength,
    long maxProducedText,
    long maxItems,
    Duration maxTime) {

  /** Enough for a conversation of eight megabytes. */
  public static final TemplateLimits DEFAULT =
      new TemplateLimits(20_000_000, 300, 16 << 20, 96L << 20, 5_000_000, Duration.ofSeconds(10));
}
