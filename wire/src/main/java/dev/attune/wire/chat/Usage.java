package dev.attune.wire.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import tools.jackson.databind.JsonNode;

/** How many tokens a request took; those of the completion are over all its choices. */
@JsonPropertyOrder({
  "prompt_tokens",
  "completion_tokens",
  "total_tokens",
  "prompt_tokens_details",
  "completion_tokens_details"
})
public record Usage(
    @JsonProperty("prompt_tokens") int promptTokens,
    @JsonProperty("completion_tokens") int completionTokens,
    @JsonProperty("prompt_tokens_details") PromptDetails promptTokensDetails,
    @JsonProperty("completion_tokens_details") CompletionDetails completionTokensDetails) {

  /**
   * Counts without anything that OpenAI counts apart.
   *
   * @param cachedTokens of the prompt that did not have to be computed again
   */
  public static Usage of(int promptTokens, int completionTokens, int cachedTokens) {
    return new Usage(
        promptTokens,
        completionTokens,
        new PromptDetails(cachedTokens, 0),
        new CompletionDetails(0, 0, 0, 0));
  }

  @JsonProperty("total_tokens")
  public int totalTokens() {
    return promptTokens + completionTokens;
  }

  /** Parts of the prompt. */
  public record PromptDetails(
      @JsonProperty("cached_tokens") int cachedTokens,
      @JsonProperty("audio_tokens") int audioTokens) {}

  /** Parts of the completion. */
  public record CompletionDetails(
      @JsonProperty("reasoning_tokens") int reasoningTokens,
      @JsonProperty("audio_tokens") int audioTokens,
      @JsonProperty("accepted_prediction_tokens") int acceptedPredictionTokens,
      @JsonProperty("rejected_prediction_tokens") int rejectedPredictionTokens) {}

  /** The counts of an answer that is whole. */
  public static Usage read(JsonNode usage) {
    return of(
        usage.path("prompt_tokens").asInt(),
        usage.path("completion_tokens").asInt(),
        usage.path("prompt_tokens_details").path("cached_tokens").asInt());
  }
}
