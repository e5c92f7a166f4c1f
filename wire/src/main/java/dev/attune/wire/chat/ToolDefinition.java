package dev.attune.wire.chat;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import tools.jackson.databind.JsonNode;

/** A tool that the model may use. */
public sealed interface ToolDefinition {

  /** The whole definition as it was sent. */
  JsonNode json();

  /** A function with arguments in JSON. */
  record Function(FunctionDefinition function, JsonNode json) implements ToolDefinition {}

  /** A tool that takes free text. */
  record Custom(String name, JsonNode json) implements ToolDefinition {}

  /** Reads one definition strictly. */
  static ToolDefinition read(JsonField field) {
    return field.object(o -> read(o, field.node()));
  }

  private static ToolDefinition read(JsonObject o, JsonNode json) {
    return switch (o.required("type").oneOf(ToolType.values())) {
      case FUNCTION -> new Function(FunctionDefinition.read(o.required("function")), json);
      case CUSTOM -> new Custom(customName(o), json);
    };
  }

  private static String customName(JsonObject o) {
    return o.required("custom")
        .object(custom -> {
          custom.ignoreOthers();
          return custom.required("name").string();
        });
  }
}
