package dev.attune.worker.sampler;

import dev.attune.data.tokenizer.Tokenizer;
import dev.attune.inference.GenerationEvent.Candidate;
import dev.attune.inference.GenerationEvent.Token;
import dev.attune.wire.chat.Logprobs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Log-probabilities with the text and the bytes of their tokens. */
final class TokenNames {
  private final Tokenizer tokenizer;

  TokenNames(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  Logprobs.Chosen chosen(Token token) {
    int id = token.chosen().id();
    return new Logprobs.Chosen(
        text(id),
        token.chosen().logprob(),
        bytes(id),
        token.alternatives().stream().map(this::candidate).toList());
  }

  private Logprobs.Candidate candidate(Candidate candidate) {
    return new Logprobs.Candidate(text(candidate.id()), candidate.logprob(), bytes(candidate.id()));
  }

  /**
   * A token that is part of a character shows as the replacement character; its bytes tell more.
   */
  private String text(int id) {
    return new String(tokenizer.tokenBytes(id), StandardCharsets.UTF_8);
  }

  private List<Integer> bytes(int id) {
    List<Integer> bytes = new ArrayList<>();
    for (byte value : tokenizer.tokenBytes(id)) {
      bytes.add(value & 0xFF);
    }
    return bytes;
  }
}
