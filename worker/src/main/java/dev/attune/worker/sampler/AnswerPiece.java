package dev.attune.worker.sampler;

import dev.attune.wire.chat.FinishReason;
import dev.attune.wire.chat.Logprobs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is new of an answer.
 *
 * @param text may be empty
 * @param logprobs of the tokens that begin in the text
 * @param finishReason not null in the last piece
 */
record AnswerPiece(
    String text, List<Logprobs.Chosen> logprobs, @Nullable FinishReason finishReason) {
  AnswerPiece {
    logprobs = List.copyOf(logprobs);
  }
}
