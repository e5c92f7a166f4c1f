package dev.attune.data.example;

import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.Content;
import dev.attune.wire.chat.ContentPart;
import dev.attune.wire.chat.FunctionCall;
import dev.attune.wire.chat.ToolCall;
import java.util.stream.Collectors;

/**
 * A message of the same form in other words, which shows by comparison where a template writes the
 * words of the message.
 */
final class Rephrased {
  private Rephrased() {}

  /** The same with no word in common, at its ends at least. */
  static ChatMessage of(ChatMessage message) {
    return switch (message) {
      case ChatMessage.System said -> new ChatMessage.System(other(said.content()), said.name());
      case ChatMessage.Developer said ->
          new ChatMessage.Developer(other(said.content()), said.name());
      case ChatMessage.User said -> new ChatMessage.User(other(said.content()), said.name());
      case ChatMessage.Assistant said -> of(said);
      case ChatMessage.Tool said -> new ChatMessage.Tool(other(said.content()), said.toolCallId());
      case ChatMessage.Function said ->
          new ChatMessage.Function(
              said.name(), said.content() == null ? null : unlike(said.content()));
    };
  }

  private static ChatMessage.Assistant of(ChatMessage.Assistant said) {
    return new ChatMessage.Assistant(
        said.content() == null ? null : other(said.content()),
        said.refusal() == null ? null : unlike(said.refusal()),
        said.name(),
        said.toolCalls().stream().map(Rephrased::call).toList(),
        said.functionCall() == null ? null : call(said.functionCall()),
        said.weight());
  }

  /** The words of an answer, empty when it only calls tools. */
  static String words(ChatMessage.Assistant said) {
    if (said.content() == null) {
      return said.refusal() == null ? "" : said.refusal();
    }
    return text(said.content());
  }

  private static Content other(Content content) {
    String text = text(content);
    return text.isEmpty() ? content : new Content.Text(unlike(text));
  }

  private static String text(Content content) {
    return switch (content) {
      case Content.Text(String text) -> text;
      case Content.Parts parts ->
          parts.parts().stream().map(Rephrased::text).collect(Collectors.joining("\n"));
    };
  }

  private static String text(ContentPart part) {
    return switch (part) {
      case ContentPart.Text(String text) -> text;
      case ContentPart.Refusal(String refusal) -> refusal;
      case ContentPart.ImageUrl _, ContentPart.InputAudio _, ContentPart.File _ -> "";
    };
  }

  private static ToolCall call(ToolCall call) {
    return switch (call) {
      case ToolCall.Function(String id, FunctionCall function) ->
          new ToolCall.Function(id, call(function));
      case ToolCall.Custom custom -> custom;
    };
  }

  private static FunctionCall call(FunctionCall call) {
    String other = unlike(call.name());
    return new FunctionCall(other, "{\"%s\": \"%s\"}".formatted(other, other));
  }

  /** A letter with which the text neither begins nor ends. */
  private static String unlike(String text) {
    String words = text.strip();
    return "xyz"
        .chars()
        .mapToObj(Character::toString)
        .filter(letter -> !words.startsWith(letter) && !words.endsWith(letter))
        .findFirst()
        .orElseThrow();
  }
}
