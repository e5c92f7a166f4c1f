package dev.attune.platform.jobs;

import org.jspecify.annotations.Nullable;

/**
 * What was measured at a step; null where it was not.
 *
 * @param validLoss over a small part of the validation file
 * @param fullValidLoss over all of it
 * @param gradNorm 2-norm of the gradients before clipping
 */
public record StepMetrics(
    int step,
    int totalSteps,
    double trainLoss,
    double trainMeanTokenAccuracy,
    @Nullable Double validLoss,
    @Nullable Double validMeanTokenAccuracy,
    @Nullable Double fullValidLoss,
    @Nullable Double fullValidMeanTokenAccuracy,
    double learningRate,
    double gradNorm,
    double tokensPerSecond) {}
