package dev.attune.platform.jobs;

import org.jspecify.annotations.Nullable;

/**
 * The numbers of a supervised job. Null is {@code auto}: not picked yet.
 *
 * @param learningRateMultiplier of the rate that the method has for the model's size
 */
public record Hyperparameters(
    @Nullable Integer nEpochs,
    @Nullable Integer batchSize,
    @Nullable Double learningRateMultiplier) {}
