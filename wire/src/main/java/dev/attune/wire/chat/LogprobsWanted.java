package dev.attune.wire.chat;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import java.util.Optional;

/**
 * Which log-probabilities the answer tells.
 *
 * @param chosen those of the tokens of the answer
 * @param top those of so many of the likeliest tokens at each place, 0 to 20
 */
public record LogprobsWanted(boolean chosen, int top) {

  static LogprobsWanted read(JsonObject o) {
    boolean chosen = o.optional("logprobs").map(JsonField::bool).orElse(false);
    Optional<JsonField> top = o.optional("top_logprobs");
    int count = top.map(f -> f.integer(0, 20)).orElse(0);
    if (count > 0 && !chosen) {
      throw o.required("top_logprobs").onlyWith("logprobs");
    }
    return new LogprobsWanted(chosen, count);
  }
}
