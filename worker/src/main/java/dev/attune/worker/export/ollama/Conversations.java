package dev.attune.worker.export.ollama;

import dev.attune.data.ModelText;
import dev.attune.data.ModelTextException;
import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.Content;
import java.util.List;
import java.util.Optional;

/** Conversations of a few turns, and how a model's own template writes them. */
final class Conversations {
  private Conversations() {}

  /** One message. */
  record Turn(String role, String content) {
    static Turn system(String content) {
      return new Turn("system", content);
    }

    static Turn user(String content) {
      return new Turn("user", content);
    }

    static Turn assistant(String content) {
      return new Turn("assistant", content);
    }

    ChatMessage toMessage() {
      Content text = new Content.Text(content);
      return switch (role) {
        case "system" -> new ChatMessage.System(text, null);
        case "user" -> new ChatMessage.User(text, null);
        default -> new ChatMessage.Assistant(text, null, null, List.of(), null, null);
      };
    }
  }

  /** What a template is compared by. */
  static List<List<Turn>> samples() {
    Turn system = Turn.system("Answer in one word.");
    Turn first = Turn.user("What is the capital of France?");
    Turn answer = Turn.assistant("Paris.");
    Turn second = Turn.user("And of {{ Italy }}?\nTell me.");
    return List.of(
        List.of(first),
        List.of(system, first),
        List.of(first, answer, second),
        List.of(system, first, answer, second, Turn.assistant("Rome, \"the city\"."), first));
  }

  /** The text behind which the model answers. */
  static String prompt(ModelText text, List<Turn> turns) {
    return text.renderPrompt(messages(turns), List.of());
  }

  /** The same; empty where the template refuses the conversation. */
  static Optional<String> find(ModelText text, List<Turn> turns) {
    try {
      return Optional.of(prompt(text, turns));
    } catch (ModelTextException refused) {
      return Optional.empty();
    }
  }

  /** The conversation as it is. */
  static String whole(ModelText text, List<Turn> turns) {
    return text.renderConversation(messages(turns), List.of()).text();
  }

  private static List<ChatMessage> messages(List<Turn> turns) {
    return turns.stream().map(Turn::toMessage).toList();
  }
}
