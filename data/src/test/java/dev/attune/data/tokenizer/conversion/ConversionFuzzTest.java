package dev.attune.data.tokenizer.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.failure.DataException;
import dev.attune.data.tokenizer.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Older tokenizer files broken at random: each is converted and used, or refused by name. */
final class ConversionFuzzTest {
  private static final int ROUNDS = 400;
  private static final int LONG = 25_000;
  private static final List<String> CLASSES =
      List.of("LlamaTokenizer", "GemmaTokenizer", "T5Tokenizer");

  @Test
  void aBrokenSentencePieceModelIsConvertedOrRefused() throws IOException {
    sentencePiece(ROUNDS, 1);
  }

  @Test
  void brokenVocabulariesAndMergesAreConvertedOrRefused() throws IOException {
    bytePairs(ROUNDS, 2);
  }

  @Test
  @Tag("soak")
  void brokenFilesAreConvertedOrRefusedForLong() throws IOException {
    sentencePiece(LONG, 3);
    bytePairs(LONG, 4);
  }

  private static void sentencePiece(int rounds, long seed) throws IOException {
    byte[][] models = {
      read("llama/tokenizer.model"), read("gemma/tokenizer.model"), read("t5/tokenizer.model")
    };
    Random random = new Random(seed);
    int converted = 0;
    for (int round = 0; round < rounds; round++) {
      int which = random.nextInt(models.length);
      byte[] model = mutated(models[which], random);
      TokenSettings settings = settings(CLASSES.get(which), random);
      converted +=
          use(round, () -> SentencePieceConversion.convert(model, settings, "llama")) ? 1 : 0;
    }
    assertThat(converted).isBetween(1, rounds - 1);
  }

  private static void bytePairs(int rounds, long seed) throws IOException {
    byte[] vocabulary = read("gpt2/vocab.json");
    byte[] merges = read("gpt2/merges.txt");
    Random random = new Random(seed);
    int converted = 0;
    for (int round = 0; round < rounds; round++) {
      String changed = text(mutated(vocabulary, random));
      String changedMerges = text(mutated(merges, random));
      boolean first = random.nextBoolean();
      TokenSettings settings =
          settings(random.nextBoolean() ? "GPT2Tokenizer" : "Qwen2Tokenizer", random);
      converted +=
          use(
                  round,
                  () ->
                      BytePairConversion.convert(
                          first ? changed : text(vocabulary),
                          first ? text(merges) : changedMerges,
                          settings,
                          ""))
              ? 1
              : 0;
    }
    assertThat(converted).isBetween(1, rounds - 1);
  }

  /** Converts. */
  @FunctionalInterface
  private interface Conversion {
    String convert();
  }

  private static boolean use(int round, Conversion conversion) {
    try (Tokenizer tokenizer = Tokenizer.parse(conversion.convert())) {
      int[] ids = tokenizer.encode("the <|x|> answer\n 😀 é <s>");
      tokenizer.decode(ids, false);
      return true;
    } catch (DataException named) {
      return false;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError unnamed) {
      throw new AssertionError("Round %d".formatted(round), unnamed);
    }
  }

  /** Settings of which some are broken. */
  private static TokenSettings settings(String name, Random random) {
    JsonNode empty = JsonMapper.shared().createObjectNode();
    if (random.nextInt(3) != 0) {
      JsonNode config = JsonMapper.shared().createObjectNode().put("tokenizer_class", name);
      return new TokenSettings(config, empty, empty);
    }
    try {
      byte[] config = mutated(config(name).getBytes(StandardCharsets.UTF_8), random);
      JsonNode broken = JsonMapper.shared().readTree(config);
      return new TokenSettings(broken, random.nextBoolean() ? broken : empty, broken);
    } catch (JacksonException notJson) {
      return new TokenSettings(empty, empty, empty);
    }
  }

  private static String config(String name) {
    return """
    {"tokenizer_class": "%s", "add_prefix_space": true, "legacy": false, "bos_token": {"content": "<s>", "lstrip": true},
     "added_tokens_decoder": {"370": {"content": "<|x|>", "special": true}}, "additional_special_tokens": ["<y>"]}
    """
        .formatted(name);
  }

  private static byte[] mutated(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes = Arrays.copyOf(bytes, at);
        case 1 -> {
          int from = random.nextInt(seed.length);
          int to = Math.min(seed.length, from + 50);
          bytes = spliced(bytes, at, Arrays.copyOfRange(seed, from, to));
        }
        case 2 -> bytes[at] = (byte) 0xff;
        default -> bytes[at] = (byte) random.nextInt();
      }
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int at, byte[] other) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(other);
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in = ConversionFuzzTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
