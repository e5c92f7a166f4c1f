package dev.attune.wire.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.attune.wire.json.JsonObject;
import tools.jackson.databind.JsonNode;

/**
 * Attune's own request to write a model in a form that others load.
 *
 * @param directory on the machine of the server; absent or empty
 */
public record ExportModel(
    @JsonProperty("format") ExportFormat format, @JsonProperty("directory") String directory) {

  public static ExportModel read(JsonNode body) {
    return JsonObject.read(body, ExportModel::read);
  }

  private static ExportModel read(JsonObject o) {
    return new ExportModel(
        o.required("format").oneOf(ExportFormat.values()), o.required("directory").string(4_096));
  }
}
