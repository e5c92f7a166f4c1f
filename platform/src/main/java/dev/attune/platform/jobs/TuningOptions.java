package dev.attune.platform.jobs;

import dev.attune.platform.models.TunedModel.Tuning;
import dev.attune.protocol.ControlTokens;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What OpenAI's wire cannot say about a job. Null means that the platform picks, or that it does
 * not apply.
 *
 * @param rankStabilized whether adapters are scaled by alpha over the root of rank, not over rank
 * @param controlTokens what becomes of those that an example's text spells: what the server was
 *     told when it validated the job, so that training sees the same tokens
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
    @Nullable String device,
    @Nullable ControlTokens controlTokens) {
  /** How the learning rate falls after the warm-up. */
  public enum Schedule {
    LINEAR,
    COSINE,
    CONSTANT
  }

  public TuningOptions {
    targetModules = targetModules == null ? null : List.copyOf(targetModules);
  }

  /** The same with this for control tokens. */
  public TuningOptions with(ControlTokens controls) {
    return new TuningOptions(
        tuning,
        rank,
        alpha,
        dropout,
        targetModules,
        rankStabilized,
        learningRate,
        schedule,
        warmupRatio,
        maxSequenceLength,
        packing,
        device,
        controls);
  }
}
