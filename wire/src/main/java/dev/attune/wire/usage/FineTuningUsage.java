package dev.attune.wire.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that ended in one bucket; OpenAI has no such count. What it is not grouped by is null.
 *
 * @param trainedTokens of those that succeeded
 * @param model the base model
 */
@JsonPropertyOrder({
  "object",
  "num_jobs",
  "num_succeeded",
  "num_failed",
  "num_cancelled",
  "trained_tokens",
  "project_id",
  "model"
})
public record FineTuningUsage(
    @JsonProperty("num_succeeded") long numSucceeded,
    @JsonProperty("num_failed") long numFailed,
    @JsonProperty("num_cancelled") long numCancelled,
    @JsonProperty("trained_tokens") long trainedTokens,
    @JsonProperty("project_id") @Nullable String projectId,
    @JsonProperty("model") @Nullable String model) {

  @JsonProperty("object")
  public String object() {
    return "attune.usage.fine_tuning.result";
  }

  @JsonProperty("num_jobs")
  public long numJobs() {
    return numSucceeded + numFailed + numCancelled;
  }
}
