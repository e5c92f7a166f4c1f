package dev.attune.wire.chat;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A function that the model may call.
 *
 * @param parameters a JSON schema, or null when there are none
 * @param strict whether the arguments must follow the schema
 * @param json the whole definition as it was sent; chat templates print it for the model, so keys
 *     that the wire does not know are kept
 */
public record FunctionDefinition(
    String name,
    @Nullable String description,
    @Nullable JsonNode parameters,
    boolean strict,
    JsonNode json) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]+");

  /** Reads one definition. */
  public static FunctionDefinition read(JsonField field) {
    return field.object(o -> read(o, field.node()));
  }

  private static FunctionDefinition read(JsonObject o, JsonNode json) {
    o.ignoreOthers();
    return new FunctionDefinition(
        o.required("name").string(64, NAME),
        o.optional("description").map(JsonField::string).orElse(null),
        o.optional("parameters").map(JsonField::objectNode).orElse(null),
        o.optional("strict").map(JsonField::bool).orElse(false),
        json);
  }
}
