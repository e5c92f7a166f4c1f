package dev.attune.platform.tracking;

import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.jobs.StepMetrics;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The numbers of one step, as services draw them. */
public record Point(Instant at, StepMetrics metrics) {

  /** Empty for an event without numbers. */
  static Optional<Point> of(JobEvent event) {
    return Optional.ofNullable(event.metrics())
        .map(metrics -> new Point(event.createdAt(), metrics));
  }

  public int step() {
    return metrics.step();
  }

  /** By their names in the job's events; what was not measured or is not finite is left out. */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    put(values, "train_loss", metrics.trainLoss());
    put(values, "train_mean_token_accuracy", metrics.trainMeanTokenAccuracy());
    put(values, "valid_loss", metrics.validLoss());
    put(values, "valid_mean_token_accuracy", metrics.validMeanTokenAccuracy());
    put(values, "full_valid_loss", metrics.fullValidLoss());
    put(values, "full_valid_mean_token_accuracy", metrics.fullValidMeanTokenAccuracy());
    StepMetrics.Rewards rewards = metrics.rewards();
    if (rewards != null) {
      putAll(values, "train_", rewards.train());
      putAll(values, "valid_", rewards.valid());
      putAll(values, "full_valid_", rewards.fullValid());
    }
    put(values, "learning_rate", metrics.learningRate());
    put(values, "grad_norm", metrics.gradNorm());
    put(values, "tokens_per_second", metrics.tokensPerSecond());
    if (metrics.memoryBytes() != null) {
      put(values, "memory_bytes", metrics.memoryBytes().doubleValue());
    }
    return values;
  }

  private static void putAll(
      Map<String, Double> values, String prefix, StepMetrics.@Nullable Reward reward) {
    if (reward != null) {
      put(values, prefix + "reward_margin", reward.margin());
      put(values, prefix + "logps_chosen", reward.chosenLogp());
      put(values, prefix + "logps_rejected", reward.rejectedLogp());
    }
  }

  private static void put(Map<String, Double> values, String name, @Nullable Double value) {
    if (value != null && Double.isFinite(value)) {
      values.put(name, value);
    }
  }
}
