package dev.attune.worker.sampler.json;

import dev.attune.inference.TokenRule;
import java.util.Objects;

/** An answer is one JSON object and ends with it. */
public final class JsonRule implements TokenRule {
  private final TokenTable tokens;
  private JsonState state = JsonState.START;

  public JsonRule(TokenTable tokens) {
    this.tokens = tokens;
  }

  @Override
  public boolean apply(float[] logits) {
    return tokens.mask(state, logits);
  }

  @Override
  public boolean accept(int token) {
    state = Objects.requireNonNull(tokens.next(state, token), "The token was not allowed");
    return state.isComplete();
  }
}
