package dev.attune.wire.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.attune.wire.json.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Attune's own request to take a base model from the server's disk.
 *
 * @param directory a Hugging Face directory on the machine of the server
 * @param name what requests call it, null for the directory's own name
 */
public record AddModel(
    @JsonProperty("directory") String directory,
    @JsonProperty("name") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name) {
  /** A colon is for tuned models. */
  static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]*");

  public static AddModel read(JsonNode body) {
    return JsonObject.read(body, AddModel::read);
  }

  private static AddModel read(JsonObject o) {
    return new AddModel(
        o.required("directory").string(4_096),
        o.optional("name").map(f -> f.string(64, NAME)).orElse(null));
  }
}
