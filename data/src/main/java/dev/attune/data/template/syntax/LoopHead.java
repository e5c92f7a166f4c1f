package dev.attune.data.template.syntax;

import org.jspecify.annotations.Nullable;

/**
 * {@code for target in elements if condition recursive}.
 *
 * @param condition which elements take part; null for all
 */
public record LoopHead(
    Target target, Expression elements, @Nullable Expression condition, boolean recursive) {}
