package dev.attune.platform.jobs;

import org.jspecify.annotations.Nullable;

/**
 * Which jobs are looked for.
 *
 * @param text part of an id, a model's name or a suffix; empty for all
 * @param state null for all
 */
public record JobSearch(String text, @Nullable StateName state) {}
