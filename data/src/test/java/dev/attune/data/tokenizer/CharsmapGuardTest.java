package dev.attune.data.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Rules of normalizers that lead out of themselves, on which the native library ends the process.
 */
final class CharsmapGuardTest {
  private static final int UNITS = 512;
  private static final byte[] TEXT = {'b', 0, (byte) 0xc3, (byte) 0xa9, 0};

  @Test
  void rulesThatStayInsideAreUsed() {
    int[] trie = new int[UNITS];
    trie[0] = 256 << 10;

    assertThat(normalized(trie, "xax")).isEqualTo("xax");
  }

  @Test
  void randomRulesAreUsedOrRefused() {
    Random random = new Random(5);
    int refused = 0;
    for (int round = 0; round < 2_000; round++) {
      int[] trie =
          random.ints(UNITS).map(unit -> unit & (random.nextBoolean() ? -1 : 0x3ffff)).toArray();
      try {
        normalized(trie, "the answer é");
      } catch (TokenizerException named) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void whatIsNoRulesIsRefused() {
    for (String base64 :
        new String[] {"", "A", "AA=", "////", "/////w==", "AwAAAAAAAA==", "BAAAAAEAAAD/AAA="}) {
      assertThatThrownBy(() -> CharsmapGuard.check(base64))
          .isInstanceOf(TokenizerException.class)
          .hasMessageContaining("Precompiled");
    }
  }

  private static String normalized(int[] trie, String text) {
    ByteBuffer bytes =
        ByteBuffer.allocate(4 + 4 * trie.length + TEXT.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(4 * trie.length);
    bytes.asIntBuffer().put(trie);
    bytes.position(4 + 4 * trie.length).put(TEXT);
    String json =
        """
        {"normalizer": {"type": "Precompiled", "precompiled_charsmap": "%s"},
         "model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "x": 2}, "merges": []}}
        """
            .formatted(Base64.getEncoder().encodeToString(bytes.array()));
    try (Tokenizer tokenizer = Tokenizer.parse(json)) {
      return tokenizer.decode(tokenizer.encode(text), false).replace(" ", "");
    }
  }
}
