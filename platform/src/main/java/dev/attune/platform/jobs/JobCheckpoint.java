package dev.attune.platform.jobs;

import java.time.Instant;

/**
 * A state of a job that can be asked like a model.
 *
 * @param model its name as a model
 */
public record JobCheckpoint(
    String id, String jobId, int step, String model, Instant createdAt, StepMetrics metrics) {}
