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
  private static final Pattern IN_MESSAGE =
      Pattern.compile("(?:input\\.)?messages\\[(\\d{1,9})].*");

  private ExampleJson() {}

  static TrainingLine read(long line, JsonNode node, LineFormat format) {
    OtherFormats.refuse(line, node, format);
    try {
      return JsonObject.read(
          node,
          o ->
              switch (format) {
                case SUPERVISED ->
                    node.has("messages") ? conversation(line, o) : completion(line, o);
                case PREFERENCE -> PreferenceJson.read(line, o);
              });
    } catch (ApiException e) {
      throw new LineException(line, place(line, e.error()) + e.error().message());
    }
  }

  private static Example conversation(long line, JsonObject o) {
    Example example =
        new Example(
            line,
            o.required("messages").list(Integer.MAX_VALUE, ChatMessage::read),
            tools(o),
            parallelToolCalls(o));
    refuseWithoutAnswer(example);
    return example;
  }

  private static CompletionExample completion(long line, JsonObject o) {
    return new CompletionExample(
        line,
        o.required("prompt").text(Integer.MAX_VALUE),
        o.required("completion").string(Integer.MAX_VALUE));
  }

  /** Older functions are tools as well. */
  static List<ToolDefinition> tools(JsonObject o) {
    List<ToolDefinition> tools = new ArrayList<>();
    o.optional("tools").ifPresent(f -> tools.addAll(f.listUpTo(MOST_TOOLS, ToolDefinition::read)));
    o.optional("functions")
        .ifPresent(f -> tools.addAll(f.listUpTo(MOST_TOOLS, ExampleJson::function)));
    return tools;
  }

  static boolean parallelToolCalls(JsonObject o) {
    return o.optional("parallel_tool_calls").map(JsonField::bool).orElse(true);
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
