package dev.attune.data.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tokenizers broken at random: whatever comes out, it is tokens or a {@link TokenizerException},
 * and never the end of the process.
 */
final class TokenizerFuzzTest {
  private static final List<String> SEEDS =
      List.of(
          TinyTokenizers.byteLevelJson(),
          TinyTokenizers.sentencePieceJson(),
          "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"a\": 0, \"<unk>\": 1}, \"unk_token\": \"<unk>\"}}",
          """
          {"added_tokens": [{"id": 3, "content": "<x>", "special": true, "normalized": true, "lstrip": true, "rstrip": true, "single_word": true}],
           "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
           "model": {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0], ["▁a", -1.0], ["a", -2.0]], "byte_fallback": true}}
          """);
  private static final String TEXT = "the <x> answer\n\n 😀 naïve 日本 \u0000 a12 <|im_end|> end  ";

  @Test
  void aBrokenTokenizerGivesTokensOrANamedError() {
    assertThat(usable(4_000, 20_260_305)).isBetween(40, 3_960);
  }

  @Test
  @Tag("soak")
  void aBrokenTokenizerGivesTokensOrANamedErrorForLong() {
    assertThat(usable(400_000, 7)).isPositive();
  }

  private static int usable(int rounds, long seed) {
    int usable = 0;
    for (int round = 0; round < rounds; round++) {
      String json = json(seed + round);
      try {
        use(json, new Random(round));
        usable++;
      } catch (TokenizerException named) {
        // As it should be.
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError unnamed) {
        throw new AssertionError("Round %d: %s".formatted(round, json), unnamed);
      }
    }
    return usable;
  }

  static String json(long seed) {
    Random random = new Random(seed);
    return new HostileJson(random).mutate(SEEDS.get(random.nextInt(SEEDS.size())));
  }

  static void use(String json, Random random) {
    try (Tokenizer tokenizer = Tokenizer.parse("tokenizer.json", json)) {
      int[] ids = tokenizer.encode(TEXT);
      tokenizer.encode("");
      tokenizer.encodeWithOffsets(TEXT);
      tokenizer.decode(ids, random.nextBoolean());
      int[] any = random.ints(12, -1, tokenizer.vocabularySize() + 2).toArray();
      tokenizer.decode(any, false);
      TextStreams.collect(tokenizer, any, false);
      for (int id : any) {
        tokenizer.tokenBytes(id);
      }
    }
  }
}
