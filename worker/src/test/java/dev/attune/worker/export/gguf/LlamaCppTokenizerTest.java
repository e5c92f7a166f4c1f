package dev.attune.worker.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.data.ModelText;
import dev.attune.data.SharedFolder;
import dev.attune.data.TinyModels;
import dev.attune.data.tokenizer.TinyTokenizers;
import dev.attune.protocol.ExportReport.Checked;
import dev.attune.protocol.ExportSpec;
import dev.attune.worker.TinyModel;
import dev.attune.worker.export.source.ExportException;
import dev.attune.worker.export.source.SourceModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether llama.cpp, told what a file tells it, cuts text as the model does. */
final class LlamaCppTokenizerTest {
  private static final List<String> TEXTS =
      List.of(
          "Hello world",
          "  two blanks, and\ttabs\n\n\nlines \n ",
          "1234567 3.14 x=y**2",
          "It's we'LL don't 'quoted'",
          "café naïve Ünïcödé",
          "日本語 🚀 😶‍🌫️ \u200b",
          "<|im_start|>user\nHi<|im_end|>\n",
          "<s>text</s> <unk>");

  @TempDir Path folder;

  @Test
  void bytesAreCutAlike() throws IOException {
    assertThat(check(TinyModel.write(folder.resolve("m"), 64), TEXTS))
        .isEqualTo(new Checked("tokens", true, "llama.cpp cuts 8 of 8 texts as the model does"));
  }

  @Test
  void sentencePiecesAreCutAlike() throws IOException {
    Path model = TinyModel.write(folder.resolve("m"), 64, 414);
    TinyModels.write(model, "tokenizer.json", TinyTokenizers.sentencePieceJson());
    assertThat(check(model, TEXTS).finding())
        .isEqualTo("llama.cpp cuts 8 of 8 texts as the model does");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tinyshakespeare.txt", "wizard_of_oz.txt", "tinystories_2mb.txt"})
  void aPublishedModelIsCutAlikeOverWholeBooks(String book) throws IOException {
    Path model = SharedFolder.find("models", "stories260K");
    List<String> paragraphs =
        Files.readString(SharedFolder.find("text", book)).lines().limit(400).toList();
    Checked found = check(model, paragraphs);
    assertThat(found.same()).as(found.finding()).isTrue();
  }

  @Test
  void anotherPatternHasAnotherName() throws IOException {
    Path model = TinyModel.write(folder.resolve("m"), 64);
    String json = Files.readString(model.resolve("tokenizer.json"));
    TinyModels.write(model, "tokenizer.json", json.replace("\\\\p{N}{1,3}", "\\\\p{N}"));
    assertThat(check(model, TEXTS).same()).isTrue();
    assertThat(
            PreTokenizer.of(TokenizerJson.read(Files.readString(model.resolve("tokenizer.json")))))
        .isEqualTo(PreTokenizer.QWEN_2);
  }

  @Test
  void aWayToCutTextThatLlamaCppDoesNotKnowIsNamed() throws IOException {
    Path model = TinyModel.write(folder.resolve("m"), 64);
    String json = Files.readString(model.resolve("tokenizer.json"));
    TinyModels.write(model, "tokenizer.json", json.replace("\\\\p{N}{1,3}", "\\\\p{N}{1,7}"));
    assertThatThrownBy(() ->
            PreTokenizer.of(TokenizerJson.read(Files.readString(model.resolve("tokenizer.json")))))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("{1,7}");
  }

  @Test
  void aCharacterThatBreaksLlamaCppIsSaid() throws IOException {
    Path model = SharedFolder.find("models", "TinyStories-656K");
    assertThat(check(model, List.of("a dog", "a (dog)")))
        .isEqualTo(
            new Checked(
                "tokens",
                false,
                "llama.cpp cuts 1 of 2 texts as the model does; the character '(' is not in the vocabulary, and llama.cpp breaks off there"));
  }

  @Test
  void mergesOfBothSpellingsAreTheSame() {
    JsonNode old = JsonMapper.shared().readTree("[\"a b\", \"c d\"]");
    JsonNode now = JsonMapper.shared().readTree("[[\"a\", \"b\"], [\"c\", \"d\"]]");
    assertThat(TokenizerJson.merges(old)).isEqualTo(TokenizerJson.merges(now));
  }

  private Checked check(Path model, List<String> texts) throws IOException {
    Path file = folder.resolve("model.gguf");
    ExportSpec spec =
        new ExportSpec(
            "tiny", ExportSpec.Format.GGUF, model.toString(), null, folder.toString(), 1);
    try (SourceModel source = SourceModel.open(spec);
        ModelText text = ModelText.load(model)) {
      GgufModel.write(source, text, file, _ -> {});
      return TokenParity.check(file, text.tokenizer(), texts);
    }
  }
}
