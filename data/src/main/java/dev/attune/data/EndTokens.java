package dev.attune.data;

import dev.attune.data.tokenizer.EncodedText;
import dev.attune.data.tokenizer.Tokenizer;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Which tokens end an answer. */
final class EndTokens {
  private static final String FIELD = "eos_token_id";

  private EndTokens() {}

  static Set<Integer> of(
      ModelFiles files, SpecialTokens special, Tokenizer tokenizer, Optional<Integer> turnEnd) {
    Set<Integer> ids = new TreeSet<>();
    add(files.object("generation_config.json").path(FIELD), ids);
    add(files.object("config.json").path(FIELD), ids);
    special.eosToken().map(tokenizer::findToken).ifPresent(id -> id.ifPresent(ids::add));
    turnEnd.ifPresent(ids::add);
    return Set.copyOf(ids);
  }

  /** One number or a list of them. */
  private static void add(JsonNode field, Set<Integer> ids) {
    if (field.isInt()) {
      ids.add(field.intValue());
    }
    field.forEach(each -> add(each, ids));
  }

  /** The control token with which the template ends what the assistant says. */
  static Optional<Integer> turnEnd(Tokenizer tokenizer, TurnShape shape) {
    EncodedText text = tokenizer.encodeWithOffsets(shape.conversation());
    for (int i = 0; i < text.size(); i++) {
      if (text.start(i) >= shape.answerEnd() && tokenizer.isSpecial(text.id(i))) {
        return Optional.of(text.id(i));
      }
    }
    return Optional.empty();
  }
}
