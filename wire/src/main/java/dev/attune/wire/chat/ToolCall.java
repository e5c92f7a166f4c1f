package dev.attune.wire.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;

/** A tool that the model wants called. */
public sealed interface ToolCall {

  /** What the tool's answer refers to. */
  String id();

  /** As it stands under {@code type}. */
  @JsonProperty("type")
  ToolType type();

  /** A call with arguments in JSON. */
  @JsonPropertyOrder({"id", "type", "function"})
  record Function(@JsonProperty("id") String id, @JsonProperty("function") FunctionCall function)
      implements ToolCall {
    @Override
    public ToolType type() {
      return ToolType.FUNCTION;
    }
  }

  /** A call with free text. */
  @JsonPropertyOrder({"id", "type", "custom"})
  record Custom(@JsonProperty("id") String id, @JsonProperty("custom") Input custom)
      implements ToolCall {
    @Override
    public ToolType type() {
      return ToolType.CUSTOM;
    }
  }

  /** The text for a custom tool. */
  record Input(@JsonProperty("name") String name, @JsonProperty("input") String input) {}

  /** Reads one call strictly. */
  static ToolCall read(JsonField field) {
    return field.object(ToolCall::read);
  }

  private static ToolCall read(JsonObject o) {
    ToolType type = o.required("type").oneOf(ToolType.values());
    String id = o.required("id").string();
    return switch (type) {
      case FUNCTION -> new Function(id, FunctionCall.read(o.required("function")));
      case CUSTOM -> new Custom(id, o.required("custom").object(ToolCall::input));
    };
  }

  private static Input input(JsonObject o) {
    return new Input(o.required("name").string(), o.required("input").string());
  }
}
