package dev.attune.worker.export.parity;

import dev.attune.data.ModelText;
import dev.attune.data.ModelTextException;
import dev.attune.data.tokenizer.Tokenizer;
import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.Content;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The texts that models are asked with: plain ones, and where the model has a chat template also
 * conversations as it writes them.
 */
public final class Words implements AutoCloseable {
  private static final List<String> PLAIN =
      List.of(
          "Once upon a time, there was a little girl who",
          "The three largest cities of the country are",
          "def add(a, b):\n    return",
          "In 1984, 12,345 people paid $3.50 each. That is",
          "\"Where is it?\" she asked.\n\nHe didn't know; it's");
  private static final List<String> QUESTIONS =
      List.of("What can you do for me?", "Tell me a short story about a dog and a cat.");

  private final Tokenizer tokenizer;
  private final Optional<ModelText> chat;

  private Words(Tokenizer tokenizer, Optional<ModelText> chat) {
    this.tokenizer = tokenizer;
    this.chat = chat;
  }

  /** Loads the tokenizer of a model directory, and its template where it has one. */
  public static Words load(Path directory) {
    Tokenizer tokenizer = Tokenizer.load(directory.resolve("tokenizer.json"));
    try {
      return new Words(tokenizer, Optional.of(ModelText.load(directory)));
    } catch (ModelTextException noTemplate) {
      return new Words(tokenizer, Optional.empty());
    }
  }

  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /** How messages are written; empty for a model that only goes on with text. */
  public Optional<ModelText> chat() {
    return chat;
  }

  /** The texts to ask with. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>(PLAIN);
    for (String question : QUESTIONS) {
      chat.ifPresent(model -> texts.add(prompt(model, question)));
    }
    return texts;
  }

  /** The tokens of a text, with {@code first} before them when the text has none of its own. */
  int[] prompt(String text, OptionalInt first) {
    int[] ids = tokenizer.encode(text);
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

  @Override
  public void close() {
    tokenizer.close();
    chat.ifPresent(ModelText::close);
  }
}
