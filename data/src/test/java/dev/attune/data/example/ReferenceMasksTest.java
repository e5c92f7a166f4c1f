package dev.attune.data.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.ModelText;
import dev.attune.data.SharedFolder;
import dev.attune.data.TinyModels;
import dev.attune.data.lines.ReadListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokens and masks of a reference that trained on the same file with the same prompt. */
final class ReferenceMasksTest {
  private static final String TEMPLATE =
      "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}Message: {{ m.content }}"
          + "{{ '\\nIntent:' }}{% else %} {{ m.content }}{{ eos_token }}{% endif %}{% endfor %}";

  @TempDir Path folder;

  @Test
  void tokensAndLossAreThoseOfTheReference() throws IOException {
    Path directory = SharedFolder.find("models", "stories260K");
    for (String name : List.of("tokenizer.json", "tokenizer_config.json", "config.json")) {
      Files.copy(directory.resolve(name), folder.resolve(name));
    }
    TinyModels.write(folder, "chat_template.jinja", TEMPLATE);
    try (ModelText model = ModelText.load(folder)) {
      assertThat(model.endTokens()).containsExactly(2);
      assertThat(reference()).hasSize(16).isSubsetOf(encoded(model));
    }
  }

  /** Ids, and the place of the first that carries loss, to the end. */
  private static List<String> encoded(ModelText model) {
    List<String> encoded = new ArrayList<>();
    ExampleEncoder encoder = new ExampleEncoder(model, 512);
    ExampleReader.read(
        SharedFolder.find("data", "banking10-train.jsonl"),
        LineFormat.SUPERVISED,
        example -> encoded.add(words((EncodedExample) encoder.encode(example).item())),
        ReadListener.NONE);
    return encoded;
  }

  private static String words(EncodedExample example) {
    boolean[] loss = example.carriesLoss();
    int first = 0;
    while (!loss[first]) {
      first++;
    }
    for (int i = first; i < loss.length; i++) {
      assertThat(loss[i]).isTrue();
    }
    return java.util.Arrays.toString(example.tokenIds()).replace(" ", "") + " from " + first;
  }

  private static List<String> reference() throws IOException {
    Path file = SharedFolder.find("models", "reference", "train-full-masked-banking.json");
    JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
    return root.get("data")
        .valueStream()
        .map(one -> one.get("ids") + " from " + one.get("train_from_position"))
        .toList();
  }
}
