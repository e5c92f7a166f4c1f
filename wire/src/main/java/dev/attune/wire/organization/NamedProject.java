package dev.attune.wire.organization;

import dev.attune.wire.json.JsonObject;
import tools.jackson.databind.JsonNode;

/** A request for a new project, or for another name of one. */
public record NamedProject(String name) {
  private static final int NAME_LENGTH = 256;

  public static NamedProject read(JsonNode body) {
    return JsonObject.read(
        body,
        o -> {
          // Where data lies and who encrypts it, this machine's owner decides.
          o.ignore("geography", "residency", "external_key_id");
          return new NamedProject(o.required("name").string(NAME_LENGTH));
        });
  }
}
