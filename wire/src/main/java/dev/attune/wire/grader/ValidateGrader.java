package dev.attune.wire.grader;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.attune.wire.json.JsonObject;
import tools.jackson.databind.JsonNode;

/** A grader that is to be looked at, and the answer that it is right. */
public record ValidateGrader(@JsonProperty("grader") JsonNode grader) {

  public static ValidateGrader read(JsonNode body) {
    return JsonObject.read(body, o -> new ValidateGrader(GraderShape.read(o.required("grader"))));
  }
}
