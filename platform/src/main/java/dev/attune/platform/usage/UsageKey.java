package dev.attune.platform.usage;

/** Who asked which model. */
public record UsageKey(String organizationId, String projectId, String keyId, String model) {}
