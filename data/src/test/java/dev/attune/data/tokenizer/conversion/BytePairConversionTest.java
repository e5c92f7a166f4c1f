package dev.attune.data.tokenizer.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.data.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class BytePairConversionTest {
  private static final String VOCABULARY =
      """
      {"a": 0, "b": 1, "Ġ": 2, "Ċ": 3, "1": 4, "ab": 5, "Ġab": 6, "<|endoftext|>": 7}
      """;
  private static final String MERGES = "#version: 0.2\na b\nĠ ab\n";
  private static final String GPT2 = "{\"tokenizer_class\": \"GPT2Tokenizer\"}";

  @Test
  void pairsAreMergedInTheOrderOfTheFile() {
    assertThat(tokens(GPT2, "{}", "{}", "ab ab\n1")).containsExactly("ab", "Ġab", "Ċ", "1");
  }

  @Test
  void theUsualEndOfTextIsAControlTokenWhereTheVocabularyHasIt() {
    try (Tokenizer tokenizer = Tokenizer.parse(json(GPT2, "{}", "{}"))) {
      assertThat(tokenizer.encode("a<|endoftext|>")).containsExactly(0, 7);
      assertThat(tokenizer.isSpecial(7)).isTrue();
    }
  }

  @Test
  void theOlderFilesSayWhatIsAdded() {
    String map = "{\"eos_token\": {\"content\": \"<|im_end|>\", \"rstrip\": true}}";
    String added = "{\"<|im_end|>\": 8, \"<tool>\": 9}";
    try (Tokenizer tokenizer = Tokenizer.parse(json(GPT2, map, added))) {
      assertThat(tokenizer.encode("a<|im_end|><tool>")).containsExactly(0, 8, 9);
      assertThat(tokenizer.isSpecial(8)).isTrue();
      assertThat(tokenizer.isSpecial(9)).isFalse();
    }
  }

  @Test
  void theNewerFileHasTheLastWord() {
    String config =
        """
        {"tokenizer_class": "Qwen2TokenizerFast", "eos_token": "<|x|>", "extra_special_tokens": ["<y>"],
         "added_tokens_decoder": {"8": {"content": "<|x|>"}}}
        """;
    String map = "{\"eos_token\": \"<|other|>\"}";
    try (Tokenizer tokenizer = Tokenizer.parse(json(config, map, "{}"))) {
      assertThat(tokenizer.encode("<|x|><y>")).containsExactly(8, 9);
      assertThat(tokenizer.isSpecial(8)).isTrue();
      assertThat(tokenizer.findToken("<|other|>")).isEmpty();
    }
  }

  @Test
  void aStartTokenThatIsAskedForIsKept() {
    String config =
        "{\"tokenizer_class\": \"GPT2Tokenizer\", \"add_bos_token\": true, \"add_prefix_space\": true}";
    JsonNode root = JsonMapper.shared().readTree(json(config, "{}", "{}"));

    assertThat(root.at("/post_processor/single/0/SpecialToken/id").asString())
        .isEqualTo("<|endoftext|>");
    assertThat(tokens(config, "{}", "{}", "ab")).containsExactly("Ġab");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          []|        a b| no JSON object
          {"a"|      a b| no JSON
          {"a": -1}| a b| 'a' has no id
          {"a": "b"}| a b| 'a' has no id
          {"a": 0}|  a|   line 1 is not two tokens
          {"a": 0}|  a b c| line 1 is not two tokens
          """)
  void aBrokenFileIsNamedWithWhatIsWrong(String vocabulary, String merges, String message) {
    assertThatThrownBy(
            () -> BytePairConversion.convert(vocabulary, merges, settings(GPT2, "{}", "{}"), ""))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("Download it again");
  }

  @Test
  void theFamilyStandsForAClassThatIsNotNamed() {
    assertThat(BytePairConversion.convert(VOCABULARY, MERGES, settings("{}", "{}", "{}"), "qwen3"))
        .contains("NFC");
    assertThat(BytePairConversion.convert(VOCABULARY, MERGES, settings("{}", "{}", "{}"), "gpt2"))
        .doesNotContain("NFC");
    assertThatThrownBy(() ->
            BytePairConversion.convert(VOCABULARY, MERGES, settings("{}", "{}", "{}"), "olmo2"))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining("save_pretrained");
  }

  private static TokenSettings settings(String config, String map, String added) {
    JsonMapper json = JsonMapper.shared();
    return new TokenSettings(json.readTree(config), json.readTree(map), json.readTree(added));
  }

  private static String json(String config, String map, String added) {
    return BytePairConversion.convert(VOCABULARY, MERGES, settings(config, map, added), "");
  }

  private static List<String> tokens(String config, String map, String added, String text) {
    try (Tokenizer tokenizer = Tokenizer.parse(json(config, map, added))) {
      return Arrays.stream(tokenizer.encode(text)).mapToObj(tokenizer::token).toList();
    }
  }
}
