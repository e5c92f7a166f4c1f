package dev.attune.data.tokenizer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokenizers that would end the process, or never come to an end. */
final class ComponentGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "(a*)*",
        "(?:a+)*b",
        "(x|a+)+",
        "(a+|b)+",
        "([a-z]+){2,}",
        "(a+?)+",
      })
  void aPatternThatCanTakeForEverIsRefused(String pattern) {
    assertThatThrownBy(() -> ComponentGuard.check(split(pattern)))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining(pattern);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
        "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
            + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*"
            + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
      })
  void thePatternsOfKnownModelsPass(String pattern) {
    assertThatCode(() -> ComponentGuard.check(split(pattern))).doesNotThrowAnyException();
  }

  @Test
  void aDecoderThatStripsTheEndsOfTokensIsRefusedInsteadOfEndingTheProcess() {
    String json = TinyTokenizers.sentencePieceJson().replaceFirst("\"stop\": 0", "\"stop\": 1");

    assertThatThrownBy(() -> Tokenizer.parse(json))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining("strips 1 characters");
  }

  @Test
  void aModelWithAPrefixForPartsOfWordsIsRefusedInsteadOfEndingTheProcess() {
    String json =
        TinyTokenizers.byteLevelJson()
            .replace(
                "\"continuing_subword_prefix\": null", "\"continuing_subword_prefix\": \"####\"");

    assertThatThrownBy(() -> Tokenizer.parse(json))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining("####");
  }

  private static JsonNode split(String pattern) {
    var node = JsonMapper.shared().createObjectNode().put("type", "Split");
    node.putObject("pattern").put("Regex", pattern);
    return node;
  }
}
