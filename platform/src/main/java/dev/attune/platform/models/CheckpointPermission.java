package dev.attune.platform.models;

import java.time.Instant;

/**
 * Leave for a project to ask a tuned model, or a checkpoint, of another one.
 *
 * @param model its name
 * @param projectId the project that may ask it
 */
public record CheckpointPermission(String id, String model, String projectId, Instant createdAt) {}
