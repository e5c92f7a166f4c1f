package dev.attune.platform.jobs;

import dev.attune.platform.models.TunedModel.Tuning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What OpenAI's wire cannot say about a job. Null means that the platform picks, or that it does
 * not apply.
 *
 * @param rankStabilized whether adapters are scaled by alpha over the root of rank, not over rank
 */
public record TuningOptions(
    @Nullable Tuning tuning,
    @Nullable Integer rank,
    @Nullable Double alpha,
    @Nullable Double dropout,
    @Nullable List<String> targetModules,
    @Nullable Boolean rankStabilized,
    @Nullable Double learningRate,
    @Nullable Schedule schedule,
    @Nullable Double warmupRatio,
    @Nullable Integer maxSequenceLength,
    @Nullable Boolean packing,
    @Nullable String device) {
  /** How the learning rate falls after the warm-up. */
  public enum Schedule {
    LINEAR,
    COSINE,
    CONSTANT
  }

  public TuningOptions {
    targetModules = targetModules == null ? null : List.copyOf(targetModules);
  }
}
