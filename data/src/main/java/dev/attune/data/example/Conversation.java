package dev.attune.data.example;

import dev.attune.data.ModelText;
import dev.attune.data.ModelTextException;
import dev.attune.data.template.Rendered;
import dev.attune.wire.chat.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** An example's messages and what the model's template makes of them and of their beginnings. */
final class Conversation {
  private final ModelText model;
  private final Example example;
  private final Rendered whole;

  /** Renders it whole; the template may refuse that. */
  Conversation(ModelText model, Example example) {
    this.model = model;
    this.example = example;
    this.whole = model.renderConversation(example.messages(), example.tools());
  }

  List<ChatMessage> messages() {
    return example.messages();
  }

  ChatMessage.Assistant answer(int message) {
    return (ChatMessage.Assistant) example.messages().get(message);
  }

  /** The indexes of the assistant's messages. */
  int[] answers() {
    return IntStream.range(0, messages().size())
        .filter(i -> messages().get(i) instanceof ChatMessage.Assistant)
        .toArray();
  }

  /** Where the prompt for an answer ends in the whole; empty when the whole begins otherwise. */
  OptionalInt promptEnd(int message) {
    return beginning(promptFor(message));
  }

  private OptionalInt beginning(Optional<String> text) {
    return text.isPresent() && whole.text().startsWith(text.get())
        ? OptionalInt.of(text.get().length())
        : OptionalInt.empty();
  }

  Rendered whole() {
    return whole;
  }

  /** The prompt that a message answers; empty when the template refuses it. */
  Optional<String> promptFor(int message) {
    try {
      return Optional.of(
          model.renderPrompt(example.messages().subList(0, message), example.tools()));
    } catch (ModelTextException refused) {
      return Optional.empty();
    }
  }

  /** Where a message ends in the whole; empty when the whole begins otherwise. */
  OptionalInt through(int message) {
    if (message == messages().size() - 1) {
      return OptionalInt.of(whole.text().length());
    }
    return beginning(render(messages().subList(0, message + 1)));
  }

  /** The whole with another message in the place of one; empty when the template refuses it. */
  Optional<String> with(int message, ChatMessage other) {
    List<ChatMessage> changed = new ArrayList<>(example.messages());
    changed.set(message, other);
    return render(changed);
  }

  private Optional<String> render(List<ChatMessage> messages) {
    try {
      return Optional.of(model.renderConversation(messages, example.tools()).text());
    } catch (ModelTextException refused) {
      return Optional.empty();
    }
  }
}
