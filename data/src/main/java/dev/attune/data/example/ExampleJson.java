package dev.attune.data.example;

import dev.attune.data.lines.LineException;
import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.FunctionDefinition;
import dev.attune.wire.chat.ToolDefinition;
import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiException;
import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a line's object as an example, or says why it is none. */
final class ExampleJson {
  private static final int MOST_TOOLS = 128;
  private static final Pattern IN_MESSAGE = Pattern.compile("messages\\[(\\d{1,9})].*");

  private ExampleJson() {}

  static Example read(long line, JsonNode node) {
    OtherFormats.refuse(line, node);
    try {
      Example example = JsonObject.read(node, o -> example(line, o));
      refuseWithoutAnswer(example);
      return example;
    } catch (ApiException e) {
      throw new LineException(line, place(line, e.error()) + e.error().message());
    }
  }

  private static Example example(long line, JsonObject o) {
    List<ChatMessage> messages = o.required("messages").list(Integer.MAX_VALUE, ChatMessage::read);
    List<ToolDefinition> tools = new ArrayList<>();
    o.optional("tools").ifPresent(f -> tools.addAll(f.listUpTo(MOST_TOOLS, ToolDefinition::read)));
    o.optional("functions")
        .ifPresent(f -> tools.addAll(f.listUpTo(MOST_TOOLS, ExampleJson::function)));
    boolean parallel = o.optional("parallel_tool_calls").map(JsonField::bool).orElse(true);
    return new Example(line, messages, tools, parallel);
  }

  private static ToolDefinition function(JsonField field) {
    FunctionDefinition function = FunctionDefinition.read(field);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", "function");
    json.set("function", function.json());
    return new ToolDefinition.Function(function, json);
  }

  private static void refuseWithoutAnswer(Example example) {
    if (example.messages().stream().noneMatch(ChatMessage.Assistant.class::isInstance)) {
      throw new LineException(
          example.line(),
          "Example %d has no message of the role 'assistant', so there is nothing to learn from it. Add the answer."
              .formatted(example.line()));
    }
    if (example.messages().stream().noneMatch(Example::isLearnt)) {
      throw new LineException(
          example.line(),
          "Example %d has weight 0 on every assistant message, so there is nothing to learn from it. Give one of them weight 1."
              .formatted(example.line()));
    }
  }

  /** OpenAI counts messages from 1; its texts do not always name the field. */
  private static String place(long line, ApiError error) {
    String field = error.param() == null ? "" : error.param();
    Matcher message = IN_MESSAGE.matcher(field);
    StringBuilder place = new StringBuilder("Example ").append(line);
    if (message.matches()) {
      place.append(", message ").append(Integer.parseInt(message.group(1)) + 1);
    }
    if (!error.message().contains(field)) {
      place.append(", '").append(field).append("'");
    }
    return place.append(": ").toString();
  }
}
