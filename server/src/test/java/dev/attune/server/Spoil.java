package dev.attune.server;

import dev.attune.wire.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing wrong with one field of a body.
 *
 * @param path of the field, as errors name it
 * @param token that stands in its place, JSON or worse; null when the field is missing
 */
record Spoil(String path, JsonPointer place, @Nullable String token, Expected expected) {
  private static final String MARK = "(here)";

  /** What a route must do with it. */
  enum Expected {
    TAKEN,
    REFUSED,
    /** Both are right, if a refusal names the field. */
    EITHER
  }

  /** The body so spoiled. */
  String of(String body) {
    JsonNode root = WireJson.mapper().readTree(body);
    JsonNode parent = root.at(place.head());
    if (token == null) {
      ((ObjectNode) parent).remove(place.last().getMatchingProperty());
    } else if (parent instanceof ArrayNode array) {
      array.set(place.last().getMatchingIndex(), array.stringNode(MARK));
    } else {
      ((ObjectNode) parent).put(place.last().getMatchingProperty(), MARK);
    }
    return WireJson.text(root).replace("\"" + MARK + "\"", String.valueOf(token));
  }

  @Override
  public String toString() {
    String shown = token == null ? "missing" : token;
    return path + " = " + (shown.length() > 40 ? shown.substring(0, 40) + "…" : shown);
  }
}
