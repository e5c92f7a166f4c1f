package dev.attune.worker.export.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.ModelText;
import dev.attune.data.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompanionsTest {
  @TempDir Path from;
  @TempDir Path to;

  @Test
  void anOlderTokenizerIsExportedInItsNewForm() throws IOException {
    TinyModels.write(from, "vocab.json", "{\"a\": 0, \"b\": 1, \"ab\": 2}");
    TinyModels.write(from, "merges.txt", "a b");
    TinyModels.write(from, "tokenizer_config.json", "{\"tokenizer_class\": \"GPT2Tokenizer\"}");

    Companions.copyText(from, to);

    assertThat(Files.readString(to.resolve("tokenizer.json")))
        .isEqualTo(ModelText.tokenizerJson(from))
        .contains("ByteLevel");
    assertThat(from.resolve("tokenizer.json")).doesNotExist();
  }
}
