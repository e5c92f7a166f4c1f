package dev.attune.platform.jobs;

import org.jspecify.annotations.Nullable;

/**
 * The numbers of a job. Null is {@code auto}: not picked yet.
 *
 * @param learningRateMultiplier of the rate that the method has for the model's size
 * @param beta how strongly preferences are held to the model that a job starts from; always null
 *     where none are learnt
 */
public record Hyperparameters(
    @Nullable Integer nEpochs,
    @Nullable Integer batchSize,
    @Nullable Double learningRateMultiplier,
    @Nullable Double beta) {}
