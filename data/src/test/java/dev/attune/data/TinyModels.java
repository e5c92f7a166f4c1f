package dev.attune.data;

import dev.attune.data.tokenizer.TinyTokenizers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what a model directory says of text, for a tiny tokenizer. */
public final class TinyModels {
  /** As ChatML has it; the control tokens are the tiny tokenizer's own. */
  public static final String CHAT_ML =
      """
      {% for message in messages %}<|im_start|>{{ message.role }}
      {{ message.content }}<|im_end|>
      {% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
      {% endif %}\
      """;

  private TinyModels() {}

  /** A byte-level tokenizer with ChatML. */
  public static Path chatMl(Path folder) {
    return with(folder, CHAT_ML);
  }

  /** A byte-level tokenizer whose {@code eos_token} is {@code <|im_end|>}, with a template. */
  public static Path with(Path folder, String template) {
    write(folder, "tokenizer.json", TinyTokenizers.byteLevelJson());
    write(folder, "tokenizer_config.json", "{\"eos_token\": \"<|im_end|>\"}");
    write(folder, "chat_template.jinja", template);
    return folder;
  }

  /** Writes one file. */
  public static Path write(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
