package dev.attune.cli.quickstart;

import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.attune.cli.session.CliException;
import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.Content;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A question that no training file had, with its right answer.
 *
 * @param prompt all messages but the last
 */
record HeldOutExample(List<ChatMessage> prompt, String expected) {
  private static final int LONGEST_ANSWER = 64;

  HeldOutExample {
    prompt = List.copyOf(prompt);
  }

  /** The first examples of a file in the format of training files. */
  static List<HeldOutExample> read(Path file, int most) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> !line.isBlank()).limit(most).map(HeldOutExample::parse).toList();
    } catch (IOException e) {
      throw CliException.refused("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static HeldOutExample parse(String line) {
    List<ChatMessage> messages =
        JsonObject.read(
            WireJson.parse(line, JsonLimits.LINE),
            o -> o.required("messages").list(ChatMessage::read));
    return new HeldOutExample(messages.subList(0, messages.size() - 1), text(messages.getLast()));
  }

  /** The question for a model, always answered the same way. */
  ChatCompletionCreateParams to(String model) {
    ChatCompletionCreateParams.Builder request =
        ChatCompletionCreateParams.builder()
            .model(model)
            .temperature(0)
            .maxCompletionTokens(LONGEST_ANSWER);
    for (ChatMessage message : prompt) {
      switch (message) {
        case ChatMessage.System system -> request.addSystemMessage(text(system));
        case ChatMessage.Developer developer -> request.addDeveloperMessage(text(developer));
        case ChatMessage.User user -> request.addUserMessage(text(user));
        case ChatMessage.Assistant assistant -> request.addAssistantMessage(text(assistant));
        case ChatMessage.Tool _, ChatMessage.Function _ -> throw notPlain();
      }
    }
    return request.build();
  }

  /** What the person of the example says last. */
  String question() {
    return text(prompt.getLast());
  }

  private static String text(ChatMessage message) {
    Content content =
        switch (message) {
          case ChatMessage.System system -> system.content();
          case ChatMessage.Developer developer -> developer.content();
          case ChatMessage.User user -> user.content();
          case ChatMessage.Assistant assistant -> assistant.content();
          case ChatMessage.Tool _, ChatMessage.Function _ -> throw notPlain();
        };
    if (content instanceof Content.Text(String text)) {
      return text;
    }
    throw notPlain();
  }

  private static CliException notPlain() {
    return CliException.refused("The held-out examples of the quick start must be plain text");
  }
}
