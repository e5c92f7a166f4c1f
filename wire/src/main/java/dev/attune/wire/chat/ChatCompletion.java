package dev.attune.wire.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer.
 *
 * @param created seconds since 1970
 * @param model the name that the request used
 * @param systemFingerprint changes when the same seed may give another answer, or null
 */
@JsonPropertyOrder({
  "id",
  "object",
  "created",
  "model",
  "choices",
  "usage",
  "service_tier",
  "system_fingerprint"
})
public record ChatCompletion(
    @JsonProperty("id") String id,
    @JsonProperty("created") long created,
    @JsonProperty("model") String model,
    @JsonProperty("choices") List<Choice> choices,
    @JsonProperty("usage") Usage usage,
    @JsonProperty("service_tier") ServiceTier serviceTier,
    @JsonProperty("system_fingerprint") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String systemFingerprint) {
  public ChatCompletion {
    choices = List.copyOf(choices);
  }

  @JsonProperty("object")
  public String object() {
    return "chat.completion";
  }

  /** One of the answers that were asked for. */
  public record Choice(
      @JsonProperty("index") int index,
      @JsonProperty("message") Message message,
      @JsonProperty("logprobs") @Nullable Logprobs logprobs,
      @JsonProperty("finish_reason") FinishReason finishReason) {}

  /**
   * What the model said.
   *
   * @param toolCalls null when there are none
   */
  @JsonPropertyOrder({"role", "content", "refusal", "tool_calls", "annotations"})
  public record Message(
      @JsonProperty("content") @Nullable String content,
      @JsonProperty("refusal") @Nullable String refusal,
      @JsonProperty("tool_calls") @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable List<ToolCall> toolCalls) {
    public Message {
      toolCalls = toolCalls == null ? null : List.copyOf(toolCalls);
    }

    public static Message of(String content) {
      return new Message(content, null, null);
    }

    @JsonProperty("role")
    public Role role() {
      return Role.ASSISTANT;
    }

    /** Citations of a web search, of which there is none. */
    @JsonProperty("annotations")
    List<String> annotations() {
      return List.of();
    }
  }
}
