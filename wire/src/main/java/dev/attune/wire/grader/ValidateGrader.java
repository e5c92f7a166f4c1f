package dev.attune.wire.grader;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A grader that is to be looked at, and the answer that it is right. */
public record ValidateGrader(@JsonProperty("grader") JsonNode grader) {

  public static ValidateGrader read(JsonNode body) {
    return JsonObject.read(
        body,
        o -> {
          JsonField grader = o.required("grader");
          JsonNode sent = GraderShape.read(grader);
          // The answer is by the schema, which wants a name where the guides leave it out.
          grader.object(each -> {
            each.ignoreOthers();
            return each.required("name").string();
          });
          return new ValidateGrader(said(sent));
        });
  }

  /** The same without what was sent as null, which means that it was not said. */
  private static JsonNode said(JsonNode node) {
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> array.add(said(item)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    node.properties().stream()
        .filter(entry -> !entry.getValue().isNull())
        .forEach(entry -> object.set(entry.getKey(), said(entry.getValue())));
    return object;
  }
}
