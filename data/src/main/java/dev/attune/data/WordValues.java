package dev.attune.data;

import dev.attune.data.template.JsonValues;
import dev.attune.data.template.value.ListValue;
import dev.attune.data.template.value.NoneValue;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.Value;
import dev.attune.wire.chat.ToolDefinition;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * Makes values for a template of what people wrote.
 *
 * @param guard what becomes of each text before the template sees it
 */
record WordValues(UnaryOperator<String> guard) {
  Value of(String text) {
    return TextValue.of(guard.apply(text));
  }

  Value ofJson(JsonNode json) {
    return JsonValues.of(json, guard);
  }

  /** Tools as one value; none is none. */
  Value ofTools(List<ToolDefinition> tools) {
    return tools.isEmpty()
        ? NoneValue.NONE
        : new ListValue(tools.stream().map(tool -> ofJson(tool.json())).toList());
  }
}
