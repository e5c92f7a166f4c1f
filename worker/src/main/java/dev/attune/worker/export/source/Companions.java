package dev.attune.worker.export.source;

import dev.attune.data.ModelText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The small files beside the weights that others need to use a model. */
public final class Companions {
  private static final String TEMPLATE = "chat_template.jinja";
  private static final String TOKENIZER = "tokenizer.json";
  private static final List<String> TEXT =
      List.of(
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "tokenizer.model",
          "vocab.json",
          "merges.txt",
          "additional_chat_templates/tool_use.jinja");
  private static final List<String> MODEL =
      List.of("config.json", "generation_config.json", "LICENSE", "LICENSE.txt", "LICENSE.md");

  private Companions() {}

  /** Copies what turns text into tokens and messages into text. */
  public static void copyText(Path from, Path to) throws IOException {
    copy(TEXT, from, to);
    Files.writeString(to.resolve(TOKENIZER), ModelText.tokenizerJson(from));
    // The one that the model is served with, which for a base model may be Attune's own.
    Files.writeString(to.resolve(TEMPLATE), ModelText.templateSource(from));
  }

  /** Copies what describes the model. */
  public static void copyModel(Path from, Path to) throws IOException {
    copy(MODEL, from, to);
  }

  private static void copy(List<String> names, Path from, Path to) throws IOException {
    for (String name : names) {
      Path file = from.resolve(name);
      if (Files.isRegularFile(file)) {
        Path copy = to.resolve(name);
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        Files.write(copy, Files.readAllBytes(file));
      }
    }
  }
}
