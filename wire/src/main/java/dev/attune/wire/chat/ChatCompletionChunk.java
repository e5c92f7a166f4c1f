package dev.attune.wire.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an answer that is being said. It has no {@code error} key: the Java SDK takes even a
 * null there for a failure, so a failure is an {@link dev.attune.wire.errors.ErrorBody} of its own.
 *
 * @param created seconds since 1970, the same in all chunks of a stream, like {@code id}
 * @param usage null: the key is absent, because nobody asked for it
 * @param obfuscation random text that hides the length of the piece, or null
 */
@JsonPropertyOrder({
  "id",
  "object",
  "created",
  "model",
  "service_tier",
  "system_fingerprint",
  "choices",
  "usage",
  "obfuscation"
})
public record ChatCompletionChunk(
    @JsonProperty("id") String id,
    @JsonProperty("created") long created,
    @JsonProperty("model") String model,
    @JsonProperty("service_tier") ServiceTier serviceTier,
    @JsonProperty("system_fingerprint") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String systemFingerprint,
    @JsonProperty("choices") List<Choice> choices,
    @JsonProperty("usage") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UsageKey usage,
    @JsonProperty("obfuscation") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String obfuscation) {
  public ChatCompletionChunk {
    choices = List.copyOf(choices);
  }

  @JsonProperty("object")
  public String object() {
    return "chat.completion.chunk";
  }

  /**
   * A {@code usage} key that is there.
   *
   * @param usage null in every chunk but the last
   */
  public record UsageKey(@JsonValue @Nullable Usage usage) {
    /** In the chunks before the last. */
    public static final UsageKey NULL = new UsageKey(null);
  }

  /** The next piece of one of the answers. */
  public record Choice(
      @JsonProperty("index") int index,
      @JsonProperty("delta") Delta delta,
      @JsonProperty("logprobs") @Nullable Logprobs logprobs,
      @JsonProperty("finish_reason") @Nullable FinishReason finishReason) {}

  /** What is new; everything else is left out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Delta(
      @JsonProperty("role") @Nullable Role role,
      @JsonProperty("content") @Nullable String content,
      @JsonProperty("refusal") @Nullable String refusal) {

    /** The first piece of an answer. */
    public static final Delta START = new Delta(Role.ASSISTANT, "", null);

    /** The last piece of an answer, beside its finish reason. */
    public static final Delta END = new Delta(null, null, null);

    public static Delta of(String content) {
      return new Delta(null, content, null);
    }
  }
}
