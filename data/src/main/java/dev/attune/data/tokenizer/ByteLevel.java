package dev.attune.data.tokenizer;

import java.util.Arrays;

/**
 * GPT-2's table of visible characters for bytes: those that are visible stand for themselves, the
 * others in order for the characters from U+0100 on.
 */
final class ByteLevel {
  private static final int[] BYTES = bytes();

  private ByteLevel() {}

  private static int[] bytes() {
    int[] bytes = new int[0x144];
    Arrays.fill(bytes, -1);
    int next = 0x100;
    for (int value = 0; value < 0x100; value++) {
      bytes[isVisible(value) ? value : next++] = value;
    }
    return bytes;
  }

  private static boolean isVisible(int value) {
    boolean isAscii = value >= '!' && value <= '~';
    return isAscii || (value >= 0xa1 && value <= 0xff && value != 0xad);
  }

  /** The byte that {@code c} stands for, or -1. */
  static int byteOf(char c) {
    return c < BYTES.length ? BYTES[c] : -1;
  }
}
