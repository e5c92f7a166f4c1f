package dev.attune.data.tokenizer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.IntBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;

/**
 * Checks the rules of a {@code Precompiled} normalizer: a double-array trie
 * (https://github.com/s-yata/darts-clone) whose values are places in a text of replacements. The
 * native library walks it without looking and ends the process where it leads outside.
 */
final class CharsmapGuard {
  private static final int SIZE_BYTES = 4;
  private static final int BLOCK = 0xff;
  private static final int LEAF = 1 << 31;

  private final int[] units;
  private final BitSet places;

  private CharsmapGuard(int[] units, BitSet places) {
    this.units = units;
    this.places = places;
  }

  /**
   * Looks through rules in Base64.
   *
   * @throws TokenizerException when they lead outside of themselves
   */
  static void check(String base64) {
    ByteBuffer bytes = ByteBuffer.wrap(decoded(base64)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < SIZE_BYTES) {
      throw broken("they are too short");
    }
    long size = Integer.toUnsignedLong(bytes.getInt());
    if (size > bytes.remaining() || size % Integer.BYTES != 0) {
      throw broken("they claim %d bytes".formatted(size));
    }
    IntBuffer trie = bytes.slice(bytes.position(), (int) size).order(bytes.order()).asIntBuffer();
    int[] units = new int[trie.remaining()];
    trie.get(units);
    bytes.position(bytes.position() + (int) size);
    new CharsmapGuard(units, places(bytes)).checkUnits();
  }

  private static byte[] decoded(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      // Java takes more spellings than the library does.
      if (Base64.getEncoder().encodeToString(bytes).equals(base64)) {
        return bytes;
      }
    } catch (IllegalArgumentException notBase64) {
      // Said below.
    }
    throw broken("they are no Base64");
  }

  /** Where in the text, counted in bytes, a character begins; its end is such a place too. */
  private static BitSet places(ByteBuffer bytes) {
    BitSet places = new BitSet();
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(bytes.slice());
      int place = 0;
      for (int codePoint : text.codePoints().toArray()) {
        places.set(place);
        place += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
      }
      places.set(place);
      return places;
    } catch (CharacterCodingException e) {
      throw broken("their text is no UTF-8");
    }
  }

  private void checkUnits() {
    for (int i = 0; i < units.length; i++) {
      if (i == 0 || (units[i] & LEAF) == 0) {
        checkUnit(i);
      }
    }
    if (units.length == 0) {
      throw broken("they are empty");
    }
  }

  private void checkUnit(int at) {
    int unit = units[at];
    // As darts-clone packs it: 21 bits, or 29 where bit 9 says that they count in blocks.
    int next = at ^ ((unit >>> 10) << ((unit & (1 << 9)) >>> 6));
    if (next < 0 || (next | BLOCK) >= units.length) {
      throw broken("unit %d leads outside".formatted(at));
    }
    boolean hasLeaf = (unit & (1 << 8)) != 0;
    if (hasLeaf && !places.get(units[next] & ~LEAF)) {
      throw broken("unit %d has no replacement".formatted(at));
    }
  }

  private static TokenizerException broken(String how) {
    return new TokenizerException(
        "The rules of its Precompiled normalizer are broken: %s.".formatted(how));
  }
}
