package dev.attune.platform.jobs;

/**
 * What a client asked of a job before anything was picked; null fields were left to the platform.
 */
public record Asked(Hyperparameters hyperparameters, TuningOptions options) {}
