package dev.attune.data;

import dev.attune.data.template.value.ListValue;
import dev.attune.data.template.value.MapValue;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.Value;
import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.Content;
import dev.attune.wire.chat.ContentPart;
import dev.attune.wire.chat.FunctionCall;
import dev.attune.wire.chat.ToolCall;
import dev.attune.wire.errors.ApiException;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Messages as templates expect them: the wire's keys in one spelling. Older function calls become
 * tool calls, arguments become the object that they spell, parts of text become one text.
 */
final class MessageValues {
  private static final String OLD_CALL = "function_call";

  private final boolean knowsDevelopers;
  private final WordValues words;
  private final Map<String, String> calledNames = new HashMap<>();
  private final List<Value> messages = new ArrayList<>();

  private MessageValues(boolean knowsDevelopers, WordValues words) {
    this.knowsDevelopers = knowsDevelopers;
    this.words = words;
  }

  /**
   * All messages as one value.
   *
   * @param knowsDevelopers false: a developer speaks as the system
   * @param words makes values of what people wrote
   * @throws ModelTextException for what no template can write, such as a picture
   */
  static ListValue of(List<ChatMessage> messages, boolean knowsDevelopers, WordValues words) {
    MessageValues values = new MessageValues(knowsDevelopers, words);
    messages.forEach(values::add);
    return new ListValue(values.messages);
  }

  private void add(ChatMessage message) {
    messages.add(
        switch (message) {
          case ChatMessage.System(Content content, String name) -> spoken("system", content, name);
          case ChatMessage.Developer(Content content, String name) ->
              spoken(knowsDevelopers ? "developer" : "system", content, name);
          case ChatMessage.User(Content content, String name) -> spoken("user", content, name);
          case ChatMessage.Assistant assistant -> assistant(assistant);
          case ChatMessage.Tool(Content content, String id) ->
              answer(text(content), id, calledNames.get(id));
          case ChatMessage.Function(String name, String content) ->
              answer(content == null ? "" : content, OLD_CALL, name);
        });
  }

  private MapValue spoken(String role, Content content, @Nullable String name) {
    return message(role, words.of(text(content)), name).build();
  }

  private MapValue assistant(ChatMessage.Assistant said) {
    List<Value> calls = new ArrayList<>();
    said.toolCalls().forEach(call -> calls.add(call(call)));
    if (said.functionCall() != null) {
      calls.add(call(OLD_CALL, said.functionCall()));
    }
    MapValue.Builder message = message("assistant", content(said), said.name());
    if (!calls.isEmpty()) {
      message.put("tool_calls", new ListValue(calls));
    }
    return message.build();
  }

  /** Beside calls there may be no text; most templates can do nothing with a null. */
  private Value content(ChatMessage.Assistant said) {
    if (said.content() != null) {
      return words.of(text(said.content()));
    }
    return said.refusal() == null ? TextValue.EMPTY : words.of(said.refusal());
  }

  private MapValue answer(String content, String id, @Nullable String name) {
    return message("tool", words.of(content), name).put("tool_call_id", words.of(id)).build();
  }

  private MapValue.Builder message(String role, Value content, @Nullable String name) {
    MapValue.Builder message = MapValue.builder().put("role", role).put("content", content);
    return name == null ? message : message.put("name", words.of(name));
  }

  private MapValue call(ToolCall call) {
    return switch (call) {
      case ToolCall.Function(String id, FunctionCall function) -> call(id, function);
      case ToolCall.Custom(_, ToolCall.Input custom) ->
          throw new ModelTextException(
              "The call of the custom tool '%s' cannot be written for this model. Use a tool of type function."
                  .formatted(custom.name()));
    };
  }

  private MapValue call(String id, FunctionCall function) {
    calledNames.put(id, function.name());
    MapValue called =
        MapValue.builder()
            .put("name", words.of(function.name()))
            .put("arguments", arguments(function.arguments()))
            .build();
    return MapValue.builder()
        .put("id", words.of(id))
        .put("type", "function")
        .put("function", called)
        .build();
  }

  /** Templates print arguments as JSON themselves; what is no JSON object stays the text it is. */
  private Value arguments(String text) {
    try {
      JsonNode arguments = WireJson.parse(text, JsonLimits.LINE);
      return arguments.isObject() ? words.ofJson(arguments) : words.of(text);
    } catch (ApiException notJson) {
      return words.of(text);
    }
  }

  private static String text(Content content) {
    return switch (content) {
      case Content.Text(String text) -> text;
      case Content.Parts(List<ContentPart> parts) ->
          parts.stream().map(MessageValues::text).collect(Collectors.joining("\n"));
    };
  }

  private static String text(ContentPart part) {
    return switch (part) {
      case ContentPart.Text(String text) -> text;
      case ContentPart.Refusal(String refusal) -> refusal;
      case ContentPart.ImageUrl _ -> throw notText("image_url");
      case ContentPart.InputAudio _ -> throw notText("input_audio");
      case ContentPart.File _ -> throw notText("file");
    };
  }

  private static ModelTextException notText(String type) {
    return new ModelTextException(
        "Content of type '%s' is not supported; models here read text alone.".formatted(type));
  }
}
