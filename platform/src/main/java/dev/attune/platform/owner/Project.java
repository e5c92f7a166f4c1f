package dev.attune.platform.owner;

/** What files, jobs, tuned models and keys belong to; one project never sees another's. */
public record Project(String id, Organization organization) {}
