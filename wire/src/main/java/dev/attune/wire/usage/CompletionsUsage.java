package dev.attune.wire.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * Answers of models in one bucket. What it is not grouped by is null.
 *
 * @param inputTokens of prompts, those that were remembered among them
 */
@JsonPropertyOrder({
  "object",
  "input_tokens",
  "output_tokens",
  "input_cached_tokens",
  "input_audio_tokens",
  "output_audio_tokens",
  "num_model_requests",
  "project_id",
  "user_id",
  "api_key_id",
  "model",
  "batch",
  "service_tier"
})
public record CompletionsUsage(
    @JsonProperty("input_tokens") long inputTokens,
    @JsonProperty("output_tokens") long outputTokens,
    @JsonProperty("input_cached_tokens") long inputCachedTokens,
    @JsonProperty("num_model_requests") long numModelRequests,
    @JsonProperty("project_id") @Nullable String projectId,
    @JsonProperty("api_key_id") @Nullable String apiKeyId,
    @JsonProperty("model") @Nullable String model,
    @JsonProperty("batch") @Nullable Boolean batch,
    @JsonProperty("service_tier") @Nullable String serviceTier) {

  @JsonProperty("object")
  public String object() {
    return "organization.usage.completions.result";
  }

  @JsonProperty("input_audio_tokens")
  public long inputAudioTokens() {
    return 0;
  }

  @JsonProperty("output_audio_tokens")
  public long outputAudioTokens() {
    return 0;
  }

  /** Keys belong to projects and programs, not to people. */
  @JsonProperty("user_id")
  public @Nullable String userId() {
    return null;
  }
}
