package dev.attune.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.TinyModels;
import dev.attune.protocol.ModelCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelCheckMainTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    TinyModel.write(folder, 64);
  }

  @Test
  void aWholeModelIsUsable() {
    assertThat(ModelCheckMain.check(folder)).isInstanceOf(ModelCheck.Usable.class);
  }

  @Test
  void aModelWithoutATokenizerIsRefusedBeforeAnyJob() throws IOException {
    Files.delete(folder.resolve("tokenizer.json"));

    assertThat(refused()).contains("has no tokenizer.json");
  }

  @Test
  void aTokenizerThatNobodyKnowsIsRefusedWithWhatToDo() throws IOException {
    Files.delete(folder.resolve("tokenizer.json"));
    TinyModels.write(folder, "vocab.json", "{}");
    TinyModels.write(folder, "merges.txt", "");

    assertThat(refused()).contains("save_pretrained");
  }

  @Test
  void aTemplateThatCannotBeParsedIsRefused() {
    TinyModels.write(folder, "chat_template.jinja", "{% if %}");

    assertThat(refused()).contains("chat template");
  }

  private String refused() {
    return ModelCheckMain.check(folder) instanceof ModelCheck.Refused refused
        ? refused.message()
        : "";
  }
}
