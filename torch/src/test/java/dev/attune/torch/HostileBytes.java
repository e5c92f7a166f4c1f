package dev.attune.torch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Changes the bytes of a file at random places. */
public final class HostileBytes {
  private static final long[] NUMBERS = {
    0, 1, -1, 255, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE,
  };
  private static final String[] WORDS = {
    "0",
    "-1",
    "9223372036854775807",
    "9223372036854775808",
    "1e9",
    "null",
    "[]",
    "{}",
    "\"\"",
    "\"F32\"",
    "\"I64\"",
    "[0,0]",
    "[4294967296,4294967296,4294967296]",
    ",",
    "\"__metadata__\":",
  };

  private final Random random;

  public HostileBytes(Random random) {
    this.random = random;
  }

  /** A changed copy. */
  public byte[] mutate(byte[] seed) {
    byte[] bytes = seed.clone();
    for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> number(bytes, at, random.nextBoolean() ? 4 : 8);
            case 2 ->
                spliced(
                    bytes,
                    at,
                    WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8));
            case 3 -> spliced(bytes, at, Arrays.copyOfRange(seed, 0, random.nextInt(40)));
            default -> number(bytes, at, 1);
          };
    }
    return bytes;
  }

  private byte[] number(byte[] bytes, int at, int width) {
    long number =
        random.nextInt(3) == 0 ? random.nextInt(300) : NUMBERS[random.nextInt(NUMBERS.length)];
    for (int i = 0; i < width && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (number >>> (8 * i));
    }
    return bytes;
  }

  /** With other bytes at a place, instead of as many or beside what is there. */
  private byte[] spliced(byte[] bytes, int at, byte[] other) {
    int skipped = random.nextBoolean() ? 0 : Math.min(bytes.length - at, random.nextInt(12));
    byte[] spliced = Arrays.copyOf(bytes, bytes.length + other.length - skipped);
    System.arraycopy(other, 0, spliced, at, other.length);
    System.arraycopy(bytes, at + skipped, spliced, at + other.length, bytes.length - at - skipped);
    return spliced;
  }
}
