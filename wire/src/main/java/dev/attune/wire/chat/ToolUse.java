package dev.attune.wire.chat;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import java.util.List;

/**
 * What the model may call.
 *
 * @param functions the older spelling of tools
 */
public record ToolUse(
    List<ToolDefinition> tools,
    ToolChoice choice,
    boolean parallel,
    List<FunctionDefinition> functions,
    ToolChoice functionCall) {
  private static final int MOST = 128;

  public ToolUse {
    tools = List.copyOf(tools);
    functions = List.copyOf(functions);
  }

  static ToolUse read(JsonObject o) {
    ToolUse use =
        new ToolUse(
            o.optional("tools").map(f -> f.list(MOST, ToolDefinition::read)).orElse(List.of()),
            o.optional("tool_choice").map(ToolChoice::read).orElse(new ToolChoice.Auto()),
            o.optional("parallel_tool_calls").map(JsonField::bool).orElse(true),
            o.optional("functions")
                .map(f -> f.list(MOST, FunctionDefinition::read))
                .orElse(List.of()),
            o.optional("function_call")
                .map(ToolChoice::readFunctionCall)
                .orElse(new ToolChoice.Auto()));
    if (use.tools.isEmpty() && use.choice.demands()) {
      throw o.required("tool_choice").onlyWith("tools");
    }
    if (use.functions.isEmpty() && use.functionCall.demands()) {
      throw o.required("function_call").onlyWith("functions");
    }
    return use;
  }
}
