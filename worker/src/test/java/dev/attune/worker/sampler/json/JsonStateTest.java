package dev.attune.worker.sampler.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class JsonStateTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " \n{ }",
        "{\"a\":1}",
        "{\"a\" : [ ] , \"b\":[1, -0.5e+10,2E3,0,[{}],{\"c\":null}],\"d\":true,\"e\":false}",
        "{\"é日😀\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\"}",
        "{\"\":\"\"}",
      })
  void anObjectIsTakenByteByByteAndIsCompleteAtItsEnd(String text) {
    assertThat(JsonMapper.shared().readTree(text).isObject()).isTrue();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < bytes.length; length++) {
      JsonState state = Objects.requireNonNull(after(Arrays.copyOf(bytes, length)));
      assertThat(state.isComplete()).isFalse();
    }
    JsonState end = Objects.requireNonNull(after(bytes));
    assertThat(end.isComplete()).isTrue();
    assertThat(end.next(' ')).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "\"",
        "1",
        "{,",
        "{a",
        "{1",
        "{\"a\"1",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":,",
        "{\"a\":1,}",
        "{\"a\":1 2",
        "{\"a\":01",
        "{\"a\":-a",
        "{\"a\":1.}",
        "{\"a\":1.e",
        "{\"a\":1e}",
        "{\"a\":+",
        "{\"a\":.",
        "{\"a\":tr}",
        "{\"a\":nul ",
        "{\"a\":T",
        "{\"a\":[1,]",
        "{\"a\":[1}",
        "{\"a\":[}",
        "{\"a\n",
        "{\"a\\x",
        "{\"a\\u12g",
        "{]",
        "{}}",
        "{\"a\":1]",
        "{\"a\":N",
        "{\"a\":'",
        "{/",
      })
  void whatIsNoJsonIsRefusedAtItsLastByte(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(after(Arrays.copyOf(bytes, bytes.length - 1))).isNotNull();
    assertThat(after(bytes)).isNull();
  }

  @Test
  void onlyWellFormedCharactersAreTaken() {
    for (int first = 0x80; first < 0x100; first++) {
      for (int second = 0; second < 0x100; second++) {
        byte[] bytes = {'{', '"', (byte) first, (byte) second, (byte) 0x80, (byte) 0x80};
        boolean any =
            List.of(4, 5, 6).stream()
                .map(length -> Arrays.copyOfRange(bytes, 2, length))
                .anyMatch(each -> !new String(each, StandardCharsets.UTF_8).contains("\ufffd"));
        if (second >= 0x80) {
          assertThat(after(Arrays.copyOf(bytes, 4)) != null)
              .as("%x %x", first, second)
              .isEqualTo(any);
        }
      }
    }
  }

  @Test
  void blanksAndLevelsHaveAnEnd() {
    assertThat(after("{%s".formatted(" ".repeat(64)).getBytes(StandardCharsets.UTF_8))).isNotNull();
    assertThat(after("{%s".formatted(" ".repeat(65)).getBytes(StandardCharsets.UTF_8))).isNull();
    assertThat(after("{\"a\":%s".formatted("[".repeat(63)).getBytes(StandardCharsets.UTF_8)))
        .isNotNull();
    assertThat(after("{\"a\":%s".formatted("[".repeat(64)).getBytes(StandardCharsets.UTF_8)))
        .isNull();
  }

  @Test
  void theMaskIsWhatEachTokenSaysByItself() {
    List<byte[]> tokens =
        List.of(
                "", "{", "{\"", "{\"a", "a", "ab", "abc", "\"", "\":", "\": ", "\",", "}", "}}",
                "}]", "[", "1", "12", "1.", " ", "  ", "tr", "ue", "true", "null,", "\\", "\\u",
                "\n", "é")
            .stream()
            .map(each -> each.getBytes(StandardCharsets.UTF_8))
            .toList();
    TokenTable table = TokenTable.of(tokens);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    for (int round = 0; round < 200; round++) {
      JsonState state = JsonState.START;
      while (state != null && !state.isComplete()) {
        float[] logits = new float[tokens.size()];
        boolean any = table.mask(state, logits);
        boolean[] allowed = new boolean[tokens.size()];
        for (int token = 0; token < allowed.length; token++) {
          allowed[token] = tokens.get(token).length > 0 && table.next(state, token) != null;
          assertThat(logits[token]).isEqualTo(allowed[token] ? 0 : Float.NEGATIVE_INFINITY);
        }
        int[] choices = IntStream.range(0, allowed.length).filter(t -> allowed[t]).toArray();
        assertThat(any).isEqualTo(choices.length > 0);
        state = any ? table.next(state, choices[random.nextInt(choices.length)]) : null;
      }
    }
  }

  private static @Nullable JsonState after(byte[] bytes) {
    JsonState state = JsonState.START;
    for (int i = 0; i < bytes.length && state != null; i++) {
      state = state.next(bytes[i] & 0xFF);
    }
    return state;
  }
}
