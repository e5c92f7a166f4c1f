package dev.attune.data.example;

import dev.attune.data.lines.LineException;
import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.ToolDefinition;
import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads a pair of answers. OpenAI's guide spells them {@code preferred_output}, its older reference
 * {@code preferred_completion}.
 */
final class PreferenceJson {
  private PreferenceJson() {}

  static PreferenceExample read(long line, JsonObject o) {
    Input input = o.required("input").object(Input::read);
    Example chosen =
        input.answered(line, answer(line, o, "preferred_output", "preferred_completion"));
    Example rejected =
        input.answered(line, answer(line, o, "non_preferred_output", "non_preferred_completion"));
    if (chosen.equals(rejected)) {
      throw new LineException(
          line,
          "Example %d has the same answer twice, so none can be preferred. Make them differ, or leave the example out."
              .formatted(line));
    }
    return new PreferenceExample(line, chosen, rejected);
  }

  /** What both answers follow. */
  private record Input(List<ChatMessage> messages, List<ToolDefinition> tools, boolean parallel) {
    static Input read(JsonObject o) {
      return new Input(
          o.required("messages").list(Integer.MAX_VALUE, ChatMessage::read),
          ExampleJson.tools(o),
          ExampleJson.parallelToolCalls(o));
    }

    /** Answers before the last one are part of the prompt. */
    Example answered(long line, ChatMessage.Assistant answer) {
      List<ChatMessage> all =
          Stream.concat(messages.stream().map(Input::unlearnt), Stream.of(weighed(answer, 1)))
              .toList();
      return new Example(line, all, tools, parallel);
    }

    private static ChatMessage unlearnt(ChatMessage message) {
      return message instanceof ChatMessage.Assistant said ? weighed(said, 0) : message;
    }
  }

  private static ChatMessage.Assistant weighed(ChatMessage.Assistant said, int weight) {
    return new ChatMessage.Assistant(
        said.content(), said.refusal(), said.name(), said.toolCalls(), said.functionCall(), weight);
  }

  private static ChatMessage.Assistant answer(
      long line, JsonObject o, String name, String olderName) {
    JsonField field = o.optional(olderName).orElseGet(() -> o.required(name));
    List<ChatMessage> messages = field.list(1, ChatMessage::read);
    if (messages.getFirst() instanceof ChatMessage.Assistant said) {
      return said;
    }
    throw new LineException(
        line,
        "Example %d, '%s': the answer must be one message of the role 'assistant'."
            .formatted(line, field.path()));
  }
}
