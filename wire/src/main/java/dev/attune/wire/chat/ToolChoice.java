package dev.attune.wire.chat;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.WireName;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whether the model calls a tool, and which. */
public sealed interface ToolChoice {

  /** It never does. */
  record None() implements ToolChoice {}

  /** It decides. */
  record Auto() implements ToolChoice {}

  /** It calls at least one. */
  record Required() implements ToolChoice {}

  /** It calls this one. */
  record Named(ToolType type, String name) implements ToolChoice {}

  /**
   * It calls some of these.
   *
   * @param required whether it calls at least one
   * @param tools as they were sent
   */
  record Allowed(boolean required, List<JsonNode> tools) implements ToolChoice {
    public Allowed {
      tools = List.copyOf(tools);
    }
  }

  /** Whether it makes no sense without tools. */
  default boolean demands() {
    return switch (this) {
      case None _, Auto _ -> false;
      case Required _, Named _, Allowed _ -> true;
    };
  }

  /** The choices that have nothing more to say. */
  enum Mode implements WireName {
    NONE,
    AUTO,
    REQUIRED
  }

  /** The choices that say more. */
  enum Kind implements WireName {
    FUNCTION,
    CUSTOM,
    ALLOWED_TOOLS
  }

  static ToolChoice read(JsonField field) {
    return field.node().isString()
        ? mode(field, List.of(Mode.values()))
        : field.object(ToolChoice::choice);
  }

  /** Reads the older {@code function_call}. */
  static ToolChoice readFunctionCall(JsonField field) {
    return field.node().isString()
        ? mode(field, List.of(Mode.NONE, Mode.AUTO))
        : field.object(o -> named(ToolType.FUNCTION, o));
  }

  private static ToolChoice mode(JsonField field, List<Mode> modes) {
    return switch (field.oneOf(modes)) {
      case NONE -> new None();
      case AUTO -> new Auto();
      case REQUIRED -> new Required();
    };
  }

  private static ToolChoice choice(JsonObject o) {
    return switch (o.required("type").oneOf(Kind.values())) {
      case FUNCTION -> o.required("function").object(it -> named(ToolType.FUNCTION, it));
      case CUSTOM -> o.required("custom").object(it -> named(ToolType.CUSTOM, it));
      case ALLOWED_TOOLS -> o.required("allowed_tools").object(ToolChoice::allowed);
    };
  }

  private static ToolChoice named(ToolType type, JsonObject o) {
    return new Named(type, o.required("name").string(64));
  }

  private static ToolChoice allowed(JsonObject o) {
    Mode mode = o.required("mode").oneOf(List.of(Mode.AUTO, Mode.REQUIRED));
    return new Allowed(mode == Mode.REQUIRED, o.required("tools").list(JsonField::objectNode));
  }
}
