package dev.attune.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * How a trainer ended: {@code exit.json}. No such file and no live trainer means that it was
 * killed.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Exit.Succeeded.class, name = "succeeded"),
  @JsonSubTypes.Type(value = Exit.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = Exit.Paused.class, name = "paused")
})
public sealed interface Exit {
  /** Of the trainer that wrote it. */
  long fence();

  /**
   * The tuned model is on disk.
   *
   * @param finalStep the step of the checkpoint that is the tuned model
   * @param trainedTokens tokens of the rendered training examples, times the epochs
   */
  record Succeeded(long fence, int finalStep, long trainedTokens) implements Exit {}

  /**
   * The run cannot reach its end.
   *
   * @param code stable, in snake_case
   * @param message what was wrong and what to do
   * @param param the job's parameter that is at fault, or null
   */
  record Failed(long fence, String code, String message, @Nullable String param) implements Exit {}

  /**
   * The run stands still on request.
   *
   * @param step the step of the checkpoint that a resumed run continues from
   */
  record Paused(long fence, int step) implements Exit {}
}
