package dev.attune.wire.organization;

import dev.attune.wire.json.JsonObject;
import tools.jackson.databind.JsonNode;

/** A request for a program's place in a project. */
public record CreateServiceAccount(String name) {
  private static final int NAME_LENGTH = 256;

  public static CreateServiceAccount read(JsonNode body) {
    return JsonObject.read(
        body, o -> new CreateServiceAccount(o.required("name").string(NAME_LENGTH)));
  }
}
