package dev.attune.cli.watch;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a training is.
 *
 * @param left as the server estimates it
 */
public record StepProgress(
    int step,
    int totalSteps,
    Optional<Double> loss,
    Optional<Double> tokensPerSecond,
    Optional<Duration> left) {}
