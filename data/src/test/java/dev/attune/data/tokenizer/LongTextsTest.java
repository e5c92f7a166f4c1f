package dev.attune.data.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.ModelText;
import dev.attune.data.SharedFolder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real texts, whole and line by line: their tokens and what these are decoded to have the digests
 * that {@code digests.py} beside {@code digests.json} made with transformers and SentencePiece.
 */
final class LongTextsTest {
  private static final int LINE_END = -1;

  @ParameterizedTest
  @MethodSource("tokenizers")
  void aBookHasTheTokensOfTheReference(String tokenizer) throws IOException, URISyntaxException {
    check(tokenizer, "wizard_of_oz.txt");
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("tokenizers")
  void allPlaysHaveTheTokensOfTheReference(String tokenizer)
      throws IOException, URISyntaxException {
    check(tokenizer, "tinyshakespeare.txt");
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("tokenizers")
  void twoMegabytesOfStoriesHaveTheTokensOfTheReference(String tokenizer)
      throws IOException, URISyntaxException {
    check(tokenizer, "tinystories_2mb.txt");
  }

  static List<String> tokenizers() throws IOException, URISyntaxException {
    return List.copyOf(digests().propertyNames());
  }

  private static JsonNode digests() throws IOException, URISyntaxException {
    return JsonMapper.shared().readTree(Files.readString(resource("digests.json")));
  }

  private static void check(String name, String file) throws IOException, URISyntaxException {
    String text = Files.readString(SharedFolder.find("text", file));
    JsonNode reference = digests().get(name).get(file);
    try (Tokenizer tokenizer = tokenizer(name)) {
      int[] whole = tokenizer.encode(text);
      assertThat(whole).hasSize(reference.get("tokens").intValue());
      assertThat(digest(whole)).isEqualTo(reference.get("whole").stringValue());
      assertThat(tokenizer.encodeWithOffsets(text).ids()).isEqualTo(whole);
      assertThat(digest(tokenizer.decode(whole, true)))
          .isEqualTo(reference.get("whole_decoded").stringValue());

      List<int[]> lines = Arrays.stream(text.split("\n", -1)).map(tokenizer::encode).toList();
      assertThat(digest(joined(lines))).isEqualTo(reference.get("lines").stringValue());
      assertThat(digest(decoded(tokenizer, lines)))
          .isEqualTo(reference.get("lines_decoded").stringValue());
    }
  }

  /** A published model's, or one of those beside this test, whatever its form. */
  private static Tokenizer tokenizer(String name) throws URISyntaxException {
    if (name.endsWith(".json")) {
      return Tokenizer.load(resource(name));
    }
    boolean isOlder = name.startsWith("conversion/");
    Path folder = isOlder ? resource(name) : SharedFolder.find("models", name);
    return Tokenizer.parse(ModelText.tokenizerJson(folder));
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(LongTextsTest.class.getResource(name), name).toURI());
  }

  private static int[] joined(List<int[]> lines) {
    return lines.stream()
        .flatMapToInt(line -> IntStream.concat(Arrays.stream(line), IntStream.of(LINE_END)))
        .toArray();
  }

  private static String decoded(Tokenizer tokenizer, List<int[]> lines) {
    return lines.stream()
        .map(line -> tokenizer.decode(line, true))
        .collect(Collectors.joining("\n"));
  }

  private static String digest(int[] ids) {
    ByteBuffer bytes =
        ByteBuffer.allocate(ids.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(ids);
    return digest(bytes.array());
  }

  private static String digest(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
