package dev.attune.platform.jobs;

/**
 * What a job's trainer will need of the machine's memory, and how it goes about it.
 *
 * @param bytes of its process at its peak
 * @param microBatchTokens tokens that go through the model together
 * @param recomputes whether layers are computed again on the way back instead of being kept
 * @param kept F32 numbers that each thread keeps
 * @param moment F32 numbers that each thread has for a moment beside them
 */
public record JobPlan(
    long bytes, int microBatchTokens, boolean recomputes, long kept, long moment) {}
