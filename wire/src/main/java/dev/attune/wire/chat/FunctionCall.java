package dev.attune.wire.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.attune.wire.json.JsonField;

/**
 * A function that the model wants called.
 *
 * @param arguments JSON as the model wrote it, which may be invalid
 */
public record FunctionCall(
    @JsonProperty("name") String name, @JsonProperty("arguments") String arguments) {

  /** Reads one call strictly. */
  static FunctionCall read(JsonField field) {
    return field.object(
        o -> new FunctionCall(o.required("name").string(), o.required("arguments").string()));
  }
}
