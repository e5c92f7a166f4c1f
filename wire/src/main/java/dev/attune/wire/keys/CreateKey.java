package dev.attune.wire.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.attune.wire.json.JsonObject;
import tools.jackson.databind.JsonNode;

/** A request for a new API key; its name is for people. */
public record CreateKey(@JsonProperty("name") String name) {

  public static CreateKey read(JsonNode body) {
    return JsonObject.read(body, o -> new CreateKey(o.required("name").string(64)));
  }
}
