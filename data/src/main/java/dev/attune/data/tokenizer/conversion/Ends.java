package dev.attune.data.tokenizer.conversion;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tokens that a text gets at its ends where it is asked for. Attune never asks, but others that
 * read the file do.
 */
record Ends(Optional<Token> before, Optional<Token> behind) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  record Token(String content, int id) {}

  /** As a post-processor; none when there is no token. */
  JsonNode component() {
    if (before.isEmpty() && behind.isEmpty()) {
      return Component.NONE;
    }
    ObjectNode special = JSON.objectNode();
    before.ifPresent(token -> special.set(token.content(), described(token)));
    behind.ifPresent(token -> special.set(token.content(), described(token)));
    ObjectNode component = JSON.objectNode().put("type", "TemplateProcessing");
    component.set("single", around(JSON.arrayNode(), "A", 0));
    component.set("pair", around(around(JSON.arrayNode(), "A", 0), "B", 1));
    component.set("special_tokens", special);
    return component;
  }

  private ArrayNode around(ArrayNode list, String sequence, int type) {
    before.ifPresent(token -> list.add(part("SpecialToken", token.content(), type)));
    list.add(part("Sequence", sequence, type));
    behind.ifPresent(token -> list.add(part("SpecialToken", token.content(), type)));
    return list;
  }

  private static ObjectNode part(String kind, String id, int type) {
    ObjectNode part = JSON.objectNode();
    part.putObject(kind).put("id", id).put("type_id", type);
    return part;
  }

  private static ObjectNode described(Token token) {
    ObjectNode described = JSON.objectNode().put("id", token.content());
    described.putArray("ids").add(token.id());
    described.putArray("tokens").add(token.content());
    return described;
  }
}
