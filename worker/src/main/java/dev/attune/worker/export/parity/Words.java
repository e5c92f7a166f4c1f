package dev.attune.worker.export.parity;

import dev.attune.data.ModelText;
import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.Content;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The texts that models are asked with: plain ones, and questions as the model writes them. */
public final class Words {
  private static final List<String> PLAIN =
      List.of(
          "Once upon a time, there was a little girl who",
          "The three largest cities of the country are",
          "def add(a, b):\n    return",
          "In 1984, 12,345 people paid $3.50 each. That is",
          "\"Where is it?\" she asked.\n\nHe didn't know; it's");
  private static final List<String> QUESTIONS =
      List.of("What can you do for me?", "Tell me a short story about a dog and a cat.");

  private Words() {}

  /** The texts to ask with. */
  public static List<String> texts(ModelText model) {
    return Stream.concat(PLAIN.stream(), QUESTIONS.stream().map(each -> prompt(model, each)))
        .toList();
  }

  /** The tokens of a text, with {@code first} before them when the text has none of its own. */
  static int[] prompt(ModelText model, String text, OptionalInt first) {
    int[] ids = model.tokenizer().encode(text);
    if (first.isEmpty() || (ids.length > 0 && ids[0] == first.getAsInt())) {
      return ids;
    }
    int[] begun = new int[ids.length + 1];
    begun[0] = first.getAsInt();
    System.arraycopy(ids, 0, begun, 1, ids.length);
    return begun;
  }

  private static String prompt(ModelText model, String question) {
    return model.renderPrompt(
        List.of(new ChatMessage.User(new Content.Text(question), null)), List.of());
  }
}
