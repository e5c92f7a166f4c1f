package dev.attune.platform.models;

import java.time.Instant;

/**
 * A model as a list shows it.
 *
 * @param owner {@code system} for a base model, the organization's name for a tuned one
 */
public record ListedModel(String name, Instant createdAt, String owner) {}
