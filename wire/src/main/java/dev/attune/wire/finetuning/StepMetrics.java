package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * What was measured at a step; what was not, or has no finite value, is left out.
 *
 * @param validLoss over a small part of the validation file
 * @param fullValidLoss over all of it, at the end of an epoch
 * @param trainRewards and the two after it: where preferences are learnt; then accuracies are
 *     shares of pairs
 * @param attune what OpenAI's events do not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StepMetrics(
    @JsonProperty("step") @Nullable Integer step,
    @JsonProperty("total_steps") @Nullable Integer totalSteps,
    @JsonProperty("train_loss") @Nullable Double trainLoss,
    @JsonProperty("train_mean_token_accuracy") @Nullable Double trainMeanTokenAccuracy,
    @JsonProperty("valid_loss") @Nullable Double validLoss,
    @JsonProperty("valid_mean_token_accuracy") @Nullable Double validMeanTokenAccuracy,
    @JsonProperty("full_valid_loss") @Nullable Double fullValidLoss,
    @JsonProperty("full_valid_mean_token_accuracy") @Nullable Double fullValidMeanTokenAccuracy,
    @JsonUnwrapped(prefix = "train_") @Nullable Rewards trainRewards,
    @JsonUnwrapped(prefix = "valid_") @Nullable Rewards validRewards,
    @JsonUnwrapped(prefix = "full_valid_") @Nullable Rewards fullValidRewards,
    @JsonProperty("attune") @Nullable Speed attune) {

  /** Nothing was measured. */
  public static final StepMetrics NONE =
      new StepMetrics(null, null, null, null, null, null, null, null, null, null, null, null);

  public StepMetrics {
    trainLoss = finite(trainLoss);
    trainMeanTokenAccuracy = finite(trainMeanTokenAccuracy);
    validLoss = finite(validLoss);
    validMeanTokenAccuracy = finite(validMeanTokenAccuracy);
    fullValidLoss = finite(fullValidLoss);
    fullValidMeanTokenAccuracy = finite(fullValidMeanTokenAccuracy);
  }

  /**
   * Means over pairs of answers.
   *
   * @param margin what the chosen answer gained more than the rejected one, times beta
   * @param chosen ln p of the chosen answers
   * @param rejected ln p of the rejected answers
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rewards(
      @JsonProperty("reward_margin") @Nullable Double margin,
      @JsonProperty("logps_chosen") @Nullable Double chosen,
      @JsonProperty("logps_rejected") @Nullable Double rejected) {
    public Rewards {
      margin = finite(margin);
      chosen = finite(chosen);
      rejected = finite(rejected);
    }
  }

  /**
   * How the step went.
   *
   * @param gradNorm 2-norm of the gradients before clipping
   * @param memoryBytes of the machine's memory that the trainer took
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Speed(
      @JsonProperty("learning_rate") @Nullable Double learningRate,
      @JsonProperty("grad_norm") @Nullable Double gradNorm,
      @JsonProperty("tokens_per_second") @Nullable Double tokensPerSecond,
      @JsonProperty("memory_bytes") @Nullable Long memoryBytes) {
    public Speed {
      learningRate = finite(learningRate);
      gradNorm = finite(gradNorm);
      tokensPerSecond = finite(tokensPerSecond);
    }
  }

  /** JSON has no word for the others. */
  private static @Nullable Double finite(@Nullable Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }
}
