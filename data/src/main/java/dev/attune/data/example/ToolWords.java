package dev.attune.data.example;

import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.FunctionCall;
import dev.attune.wire.chat.ToolCall;
import dev.attune.wire.chat.ToolDefinition;
import dev.attune.wire.errors.ApiException;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import java.util.List;
import java.util.stream.Stream;

/** What can be said of an example's tools without knowing a template. */
final class ToolWords {
  private ToolWords() {}

  /** True when the text names one of the tools, or there are none. */
  static boolean areWritten(Example example, String text) {
    return example.tools().isEmpty()
        || example.tools().stream().map(ToolWords::name).anyMatch(text::contains);
  }

  /** True when the arguments of a call are no JSON object. */
  static boolean hasOddArguments(Example example) {
    return example.messages().stream()
        .flatMap(ToolWords::calls)
        .map(FunctionCall::arguments)
        .anyMatch(arguments -> !isObject(arguments));
  }

  /** The calls of a message in both spellings. */
  static Stream<FunctionCall> calls(ChatMessage message) {
    if (!(message instanceof ChatMessage.Assistant said)) {
      return Stream.empty();
    }
    Stream<FunctionCall> calls =
        said.toolCalls().stream()
            .flatMap(call ->
                call instanceof ToolCall.Function(_, FunctionCall function)
                    ? Stream.of(function)
                    : Stream.empty());
    return Stream.concat(calls, Stream.ofNullable(said.functionCall()));
  }

  private static String name(ToolDefinition tool) {
    return switch (tool) {
      case ToolDefinition.Function function -> function.function().name();
      case ToolDefinition.Custom custom -> custom.name();
    };
  }

  private static boolean isObject(String arguments) {
    try {
      return WireJson.parse(arguments, JsonLimits.LINE).isObject();
    } catch (ApiException notJson) {
      return false;
    }
  }

  /** Names of all functions that the message calls. */
  static List<String> calledNames(ChatMessage message) {
    return calls(message).map(FunctionCall::name).toList();
  }
}
