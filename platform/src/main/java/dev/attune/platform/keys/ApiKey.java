package dev.attune.platform.keys;

import java.time.Instant;

/** A key to the API, without its secret. */
public record ApiKey(String id, String projectId, String name, Instant createdAt) {}
