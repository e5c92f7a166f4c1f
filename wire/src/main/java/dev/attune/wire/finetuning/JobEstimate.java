package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What a job would need, before there is one.
 *
 * @param fits whether jobs may have so much memory
 * @param hyperparameters with all that {@code auto} means
 * @param seconds of all optimizer steps together, as a rehearsal measured
 * @param warnings what a person should know of the files
 */
@JsonPropertyOrder({"object"})
public record JobEstimate(
    @JsonProperty("model") String model,
    @JsonProperty("fits") boolean fits,
    @JsonProperty("memory") Memory memory,
    @JsonProperty("data") Data data,
    @JsonProperty("hyperparameters") Numbers hyperparameters,
    @JsonProperty("attune") AttuneOptions attune,
    @JsonProperty("steps") int steps,
    @JsonProperty("seconds") double seconds,
    @JsonProperty("warnings") List<String> warnings) {
  public JobEstimate {
    warnings = List.copyOf(warnings);
  }

  /**
   * Bytes of the trainer at its peak.
   *
   * @param bytes all together
   * @param availableBytes what jobs may have
   * @param weightsBytes of a model that stays as it is
   * @param optimizerBytes what moves, with moments and gradients
   * @param activationsBytes what is kept for the way back
   * @param processBytes the program, its libraries and the examples
   * @param microBatchTokens tokens that go through the model together
   * @param recomputesLayers whether layers are computed again on the way back, for want of memory
   */
  public record Memory(
      @JsonProperty("bytes") long bytes,
      @JsonProperty("available_bytes") long availableBytes,
      @JsonProperty("weights_bytes") long weightsBytes,
      @JsonProperty("optimizer_bytes") long optimizerBytes,
      @JsonProperty("activations_bytes") long activationsBytes,
      @JsonProperty("process_bytes") long processBytes,
      @JsonProperty("micro_batch_tokens") int microBatchTokens,
      @JsonProperty("recomputes_layers") boolean recomputesLayers) {}

  /** What the files hold, each token once. */
  public record Data(
      @JsonProperty("examples") int examples,
      @JsonProperty("tokens") long tokens,
      @JsonProperty("validation_tokens") long validationTokens) {}

  /** Hyperparameters that are picked, so none of them is {@code auto}. */
  public record Numbers(
      @JsonProperty("n_epochs") int nEpochs,
      @JsonProperty("batch_size") int batchSize,
      @JsonProperty("learning_rate_multiplier") double learningRateMultiplier) {}

  @JsonProperty("object")
  public String object() {
    return "attune.job_estimate";
  }
}
