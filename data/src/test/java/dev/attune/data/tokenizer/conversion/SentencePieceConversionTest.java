package dev.attune.data.tokenizer.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.data.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class SentencePieceConversionTest {
  private static final PieceFile MERGING =
      PieceFile.llama()
          .piece("▁a", -1, PieceFile.NORMAL)
          .piece("ab", 0, PieceFile.NORMAL)
          .piece("▁", -3, PieceFile.NORMAL)
          .piece("a", -4, PieceFile.NORMAL)
          .piece("b", -5, PieceFile.NORMAL)
          .piece("<sep>", 0, PieceFile.USER_DEFINED);

  @Test
  void theBetterScoreIsMergedFirst() {
    // Both ▁a and ab could be made of ▁ab; ab has the better score.
    assertThat(tokens(MERGING, "{}", "ab a")).containsExactly("▁", "ab", "▁a");
  }

  @Test
  void whatNoPieceSpellsBecomesBytes() {
    assertThat(tokens(MERGING, "{}", "é")).containsExactly("▁", "<0xC3>", "<0xA9>");
  }

  @Test
  void controlPiecesAreSpecialAndUserDefinedOnesAreNot() {
    try (Tokenizer tokenizer = Tokenizer.parse(json(MERGING, "{}"))) {
      assertThat(tokenizer.isSpecial(id(tokenizer, "</s>"))).isTrue();
      assertThat(tokenizer.isSpecial(id(tokenizer, "<unk>"))).isTrue();
      assertThat(tokenizer.isSpecial(id(tokenizer, "<sep>"))).isFalse();
      assertThat(tokenizer.encode("b<sep>b")).contains(id(tokenizer, "<sep>"));
    }
  }

  @Test
  void aBlankInFrontIsAsTheFilesSay() {
    assertThat(tokens(MERGING, "{\"add_prefix_space\": false}", "b")).containsExactly("b");
    assertThat(tokens(MERGING, "{\"legacy\": false}", "b<sep>b"))
        .containsExactly("▁", "b", "<sep>", "b");
    assertThat(tokens(MERGING, "{\"legacy\": true}", "b<sep>b"))
        .containsExactly("▁", "b", "<sep>", "▁", "b");
    assertThat(
            tokens(
                PieceFile.llama().piece("b", 0, PieceFile.NORMAL).normalizer(new byte[0], false),
                "{}",
                "b"))
        .containsExactly("b");
  }

  @Test
  void othersAreToldToBeginWithTheStartToken() {
    JsonNode root = JsonMapper.shared().readTree(json(MERGING, "{\"add_eos_token\": true}"));

    assertThat(root.at("/post_processor/single/0/SpecialToken/id").asString()).isEqualTo("<s>");
    assertThat(root.at("/post_processor/single/2/SpecialToken/id").asString()).isEqualTo("</s>");
    assertThat(root.at("/post_processor/special_tokens/<s>/ids/0").asInt()).isEqualTo(1);
    assertThat(
            JsonMapper.shared()
                .readTree(json(MERGING, "{\"add_bos_token\": false}"))
                .path("post_processor")
                .isNull())
        .isTrue();
  }

  @Test
  void anAddedTokenBehindThePiecesKeepsItsId() {
    String config =
        """
        {"added_tokens_decoder": {"265": {"content": "<|user|>", "special": true}}}
        """;
    try (Tokenizer tokenizer = Tokenizer.parse(json(MERGING, config))) {
      assertThat(id(tokenizer, "<|user|>")).isEqualTo(265);
      assertThat(tokenizer.encode("<|user|>")).containsExactly(265);
    }
    assertThatThrownBy(() -> json(MERGING, config.replace("265", "270")))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining("'<|user|>' is said to have the id 270")
        .hasMessageContaining("save_pretrained");
  }

  @Test
  void theLikeliestPiecesAreTakenWhereTheModelSaysSo() {
    PieceFile file =
        new PieceFile()
            .piece("<pad>", 0, PieceFile.CONTROL)
            .piece("</s>", 0, PieceFile.CONTROL)
            .piece("<unk>", 0, PieceFile.UNKNOWN)
            .piece("▁ab", -2, PieceFile.NORMAL)
            .piece("▁", -2, PieceFile.NORMAL)
            .piece("ab", -3, PieceFile.NORMAL)
            .message(2, out -> out.writeInt32(40, 2));
    assertThat(tokens(file, "{\"tokenizer_class\": \"T5Tokenizer\"}", "ab abab"))
        .containsExactly("▁ab", "▁ab", "ab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\u007f\u007f\u007f\u007f", "\n\u00ff\u00ff\u00ff\u00ff\u0007"})
  void whatIsNoSuchFileIsSaidSo(String bytes) {
    assertThatThrownBy(() -> json(new PieceFile().raw(bytes), "{}"))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining("tokenizer.model cannot be used");
  }

  @Test
  void piecesThatLieAreRefused() {
    String tooLong = "a".repeat(3_000);
    for (PieceFile file :
        List.of(
            PieceFile.llama().piece("x", Float.NaN, PieceFile.NORMAL),
            PieceFile.llama().piece("x", 0, 9),
            PieceFile.llama().piece(tooLong, 0, PieceFile.NORMAL))) {
      assertThatThrownBy(() -> json(file, "{}")).isInstanceOf(ConversionException.class);
    }
  }

  @Test
  void anUnknownClassIsNamedWithWhatToDo() {
    assertThatThrownBy(() -> json(MERGING, "{\"tokenizer_class\": \"XgTokenizer\"}"))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining("class 'XgTokenizer'")
        .hasMessageContaining("AutoTokenizer.from_pretrained");
    assertThatThrownBy(() -> json(PieceFile.llama().trainer(4), "{}"))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining("CHAR");
  }

  private static String json(PieceFile file, String config) {
    JsonNode empty = JsonMapper.shared().createObjectNode();
    TokenSettings settings = new TokenSettings(JsonMapper.shared().readTree(config), empty, empty);
    return SentencePieceConversion.convert(file.bytes(), settings, "llama");
  }

  private static List<String> tokens(PieceFile file, String config, String text) {
    try (Tokenizer tokenizer = Tokenizer.parse(json(file, config))) {
      return Arrays.stream(tokenizer.encode(text)).mapToObj(tokenizer::token).toList();
    }
  }

  private static int id(Tokenizer tokenizer, String token) {
    return tokenizer.findToken(token).orElseThrow();
  }
}
