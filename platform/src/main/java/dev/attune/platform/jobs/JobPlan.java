package dev.attune.platform.jobs;

/**
 * What a job's trainer will need of its device's memory, and how it goes about it.
 *
 * @param bytes of its device at its peak
 * @param microBatchTokens tokens that go through the model together
 * @param recomputes whether layers are computed again on the way back instead of being kept
 * @param kept numbers that each thread keeps, of those that it computes in
 * @param moment numbers that each thread has for a moment beside them
 */
public record JobPlan(
    long bytes, int microBatchTokens, boolean recomputes, long kept, long moment) {}
