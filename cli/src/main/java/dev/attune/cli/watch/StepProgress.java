package dev.attune.cli.watch;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a training is.
 *
 * @param validLoss over a small part of the validation file
 * @param fullValidLoss over all of it
 * @param left as the server estimates it
 */
record StepProgress(
    int step,
    int totalSteps,
    Optional<Double> loss,
    Optional<Double> validLoss,
    Optional<Double> fullValidLoss,
    Optional<Double> tokensPerSecond,
    Optional<Duration> left) {}
