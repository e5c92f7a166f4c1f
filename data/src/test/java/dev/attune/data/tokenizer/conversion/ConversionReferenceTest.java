package dev.attune.data.tokenizer.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.ModelText;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tiny tokenizers in the older forms, each with the ids that transformers' own converter gives for
 * awkward texts; {@code reference.py} beside them wrote both.
 */
final class ConversionReferenceTest {
  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "qwen2", "llama", "gemma", "t5"})
  void whatIsConvertedCutsTextsAsTransformersDoes(String name)
      throws IOException, URISyntaxException {
    check(Path.of(Objects.requireNonNull(getClass().getResource(name)).toURI()));
  }

  static void check(Path directory) throws IOException {
    JsonNode cases =
        JsonMapper.shared().readTree(Files.readString(directory.resolve("cases.json")));
    try (ModelText model = ModelText.load(directory)) {
      for (JsonNode one : cases) {
        String text = one.get("text").stringValue();
        int[] ids = one.get("ids").valueStream().mapToInt(JsonNode::intValue).toArray();
        assertThat(model.tokenizer().encode(text)).as("«%s»", text).isEqualTo(ids);
      }
    }
  }
}
