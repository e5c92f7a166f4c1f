package dev.attune.wire.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Log-probabilities of the tokens of an answer, natural logarithm. */
public record Logprobs(
    @JsonProperty("content") @Nullable List<Chosen> content,
    @JsonProperty("refusal") @Nullable List<Chosen> refusal) {

  /** OpenAI's number for "so unlikely that it does not matter"; JSON has no minus infinity. */
  private static final double LEAST = -9999.0;

  public Logprobs {
    content = content == null ? null : List.copyOf(content);
    refusal = refusal == null ? null : List.copyOf(refusal);
  }

  public static Logprobs of(List<Chosen> content) {
    return new Logprobs(content, null);
  }

  /**
   * A token of the answer.
   *
   * @param bytes its UTF-8, which may be part of a character, each 0 to 255
   */
  public record Chosen(
      @JsonProperty("token") String token,
      @JsonProperty("logprob") double logprob,
      @JsonProperty("bytes") @Nullable List<Integer> bytes,
      @JsonProperty("top_logprobs") List<Candidate> topLogprobs) {
    public Chosen {
      logprob = Math.max(logprob, LEAST);
      bytes = bytes == null ? null : List.copyOf(bytes);
      topLogprobs = List.copyOf(topLogprobs);
    }
  }

  /** One of the likeliest tokens at the same place. */
  public record Candidate(
      @JsonProperty("token") String token,
      @JsonProperty("logprob") double logprob,
      @JsonProperty("bytes") @Nullable List<Integer> bytes) {
    public Candidate {
      logprob = Math.max(logprob, LEAST);
      bytes = bytes == null ? null : List.copyOf(bytes);
    }
  }
}
