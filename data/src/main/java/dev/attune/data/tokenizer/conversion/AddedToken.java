package dev.attune.data.tokenizer.conversion;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A token that is looked for in the text before anything else, with the flags of the tokenizers
 * library.
 */
record AddedToken(
    String content,
    boolean special,
    boolean normalized,
    boolean lstrip,
    boolean rstrip,
    boolean singleWord) {

  /** One of which nothing else is known. */
  static AddedToken of(String content, boolean special) {
    return new AddedToken(content, special, !special, false, false, false);
  }

  /** As {@code tokenizer_config.json} spells it. */
  static AddedToken read(JsonNode node, boolean special) {
    boolean known = node.path("special").asBoolean(special);
    return new AddedToken(
        node.path("content").asString(""),
        known,
        node.path("normalized").asBoolean(!known),
        node.path("lstrip").asBoolean(false),
        node.path("rstrip").asBoolean(false),
        node.path("single_word").asBoolean(false));
  }

  AddedToken asSpecial() {
    return new AddedToken(content, true, normalized, lstrip, rstrip, singleWord);
  }

  /** One that SentencePiece itself looks for. */
  AddedToken unnormalized() {
    return new AddedToken(content, special, false, lstrip, rstrip, singleWord);
  }

  ObjectNode json(int id) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id).put("content", content);
    Map.of(
            "single_word", singleWord,
            "lstrip", lstrip,
            "rstrip", rstrip,
            "normalized", normalized,
            "special", special)
        .forEach(json::put);
    return json;
  }
}
