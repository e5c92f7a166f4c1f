package dev.attune.platform.owner;

import java.time.Instant;

/** A program that works in a project, as the owner of keys. */
public record ServiceAccount(String id, String projectId, String name, Instant createdAt) {}
