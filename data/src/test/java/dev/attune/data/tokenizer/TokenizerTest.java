package dev.attune.data.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenizerTest {
  private static final String AWKWARD = "the answer\n\n 😀 naïve 日本 \u0000 end  ";

  private static List<Tokenizer> both() {
    return List.of(
        Tokenizer.parse(TinyTokenizers.byteLevelJson()),
        Tokenizer.parse(TinyTokenizers.sentencePieceJson()));
  }

  @Test
  void whatIsEncodedDecodesToTheSameText() {
    for (Tokenizer tokenizer : both()) {
      assertThat(tokenizer.decode(tokenizer.encode(AWKWARD), true)).isEqualTo(AWKWARD);
    }
  }

  @Test
  void nothingIsAddedAtTheEndsOfAText() {
    Tokenizer tokenizer = Tokenizer.parse(TinyTokenizers.sentencePieceJson());

    assertThat(tokenizer.encode("")).isEmpty();
    assertThat(tokenizer.token(tokenizer.encode("the")[0])).isEqualTo("▁the");
  }

  @Test
  void aFileThatAsksForTruncationAndPaddingGetsNeither() {
    Tokenizer tokenizer = Tokenizer.parse(TinyTokenizers.byteLevelJson());
    String twenty = "the answer ".repeat(20);

    assertThat(tokenizer.decode(tokenizer.encode(twenty), false)).isEqualTo(twenty);
    assertThat(tokenizer.encode("a")).hasSize(1);
  }

  @Test
  void controlTokensInTheTextAreRecognized() {
    Tokenizer tokenizer = Tokenizer.parse(TinyTokenizers.byteLevelJson());
    int start = tokenizer.findToken("<|im_start|>").orElseThrow();

    int[] ids = tokenizer.encode("<|im_start|>user");

    assertThat(ids[0]).isEqualTo(start);
    assertThat(tokenizer.isSpecial(start)).isTrue();
    assertThat(tokenizer.separates(start)).isTrue();
    assertThat(tokenizer.decode(ids, true)).isEqualTo("user");
    assertThat(tokenizer.decode(ids, false)).isEqualTo("<|im_start|>user");
  }

  @Test
  void offsetsCountUtf16Units() {
    String text = "the 😀 end";
    for (Tokenizer tokenizer : both()) {
      EncodedText encoded = tokenizer.encodeWithOffsets(text);
      int last = encoded.size() - 1;

      assertThat(encoded.ids()).isEqualTo(tokenizer.encode(text));
      assertThat(encoded.start(0)).isZero();
      assertThat(encoded.end(last)).isEqualTo(text.length());
      assertThat(text.substring(encoded.start(last), encoded.end(last))).endsWith("d");
      assertThat(IntStream.range(0, last))
          .allMatch(i -> encoded.start(i) <= encoded.start(i + 1))
          .anyMatch(i -> text.substring(encoded.start(i), encoded.end(i)).contains("😀"));
    }
  }

  @Test
  void halfACharacterIsReplacedAndMovesNothing() {
    for (Tokenizer tokenizer : both()) {
      String broken = "the \ud83d end";
      EncodedText encoded = tokenizer.encodeWithOffsets(broken);

      assertThat(tokenizer.decode(encoded.ids(), true)).isEqualTo("the \ufffd end");
      assertThat(encoded.end(encoded.size() - 1)).isEqualTo(broken.length());
    }
  }

  @Test
  void theBytesOfTheTokensTogetherAreTheText() throws IOException {
    for (Tokenizer tokenizer : both()) {
      var bytes = new ByteArrayOutputStream();
      for (int id : tokenizer.encode(AWKWARD)) {
        bytes.write(tokenizer.tokenBytes(id));
      }
      assertThat(bytes.toString(StandardCharsets.UTF_8).stripLeading()).isEqualTo(AWKWARD);
    }
  }

  @Test
  void aStreamHandsOutOnlyWholeCharacters() {
    for (Tokenizer tokenizer : both()) {
      TextStream stream = tokenizer.textStream(true);
      StringBuilder text = new StringBuilder();
      for (int id : tokenizer.encode(AWKWARD)) {
        String piece = stream.next(id);
        assertThat(piece).doesNotContain("\ufffd");
        text.append(piece);
      }
      assertThat(text.append(stream.finish())).hasToString(AWKWARD);
    }
  }

  @Test
  void thePiecesOfAnyRowOfTokensAreItsText() {
    Random random = new Random(7);
    for (Tokenizer tokenizer : both()) {
      for (int round = 0; round < 3_000; round++) {
        int[] ids = random.ints(random.nextInt(12), 0, tokenizer.vocabularySize()).toArray();
        boolean skip = random.nextBoolean();
        assertThat(TextStreams.collect(tokenizer, ids, skip))
            .as("%s %s", skip, Arrays.toString(ids))
            .isEqualTo(tokenizer.decode(ids, skip));
      }
    }
  }

  @Test
  void idsThatAreNoTokensHaveNoText() {
    for (Tokenizer tokenizer : both()) {
      assertThat(tokenizer.decode(new int[] {1_000_000, -1}, false)).isEmpty();
      assertThat(tokenizer.token(-1)).isEmpty();
      assertThat(tokenizer.token(1_000_000)).isEmpty();
      assertThat(tokenizer.tokenBytes(1_000_000)).isEmpty();
    }
  }

  @Test
  void aClosedTokenizerSaysSo() {
    Tokenizer tokenizer = Tokenizer.parse(TinyTokenizers.byteLevelJson());
    tokenizer.close();
    tokenizer.close();

    assertThatThrownBy(() -> tokenizer.encode("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "nothing of the kind",
        "{}",
        "{\"model\": {}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": -1}, \"merges\": []}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 4000000000}, \"merges\": []}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": \"b\"}, \"merges\": []}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"x y\"]}}",
        "{\"model\": {\"type\": \"None such\", \"vocab\": {}, \"merges\": []}}",
      })
  void aBrokenFileIsNamedWithWhatIsWrong(String json, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("tokenizer.json"), json);

    assertThatThrownBy(() -> Tokenizer.load(file))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining(String.valueOf(file.getFileName()))
        .hasMessageContaining("is not a tokenizer that can be used");
  }

  @Test
  void aMissingFileAndOneThatIsNoTextAreNamed(@TempDir Path folder) throws IOException {
    Path binary = Files.write(folder.resolve("tokenizer.json"), new byte[] {(byte) 0xff, 1, 2});

    assertThatThrownBy(() -> Tokenizer.load(folder.resolve("missing.json")))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining("missing.json");
    assertThatThrownBy(() -> Tokenizer.load(binary))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining("cannot be read as UTF-8");
  }
}
