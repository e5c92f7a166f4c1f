package dev.attune.data.tokenizer;

import java.nio.charset.StandardCharsets;

/** How the tokens of a vocabulary spell the bytes they stand for. */
enum ByteForm {
  /** Each character stands for one byte, as in GPT-2: {@code Ġthe} is a blank and three letters. */
  BYTE_LEVEL {
    @Override
    byte[] bytes(String token) {
      byte[] bytes = new byte[token.length()];
      for (int i = 0; i < bytes.length; i++) {
        int value = ByteLevel.byteOf(token.charAt(i));
        if (value < 0) {
          return PLAIN.bytes(token);
        }
        bytes[i] = (byte) value;
      }
      return bytes;
    }
  },

  /** {@code ▁} is a blank, {@code <0x0A>} a byte that no other token has, as in SentencePiece. */
  SENTENCE_PIECE {
    @Override
    byte[] bytes(String token) {
      return isByteToken(token)
          ? new byte[] {(byte) Integer.parseInt(token, 3, 5, 16)}
          : PLAIN.bytes(token.replace('▁', ' '));
    }
  },

  /** The token is the text. */
  PLAIN {
    @Override
    byte[] bytes(String token) {
      return token.getBytes(StandardCharsets.UTF_8);
    }
  };

  abstract byte[] bytes(String token);

  /** True for {@code <0x00>} to {@code <0xFF>}. */
  static boolean isByteToken(String token) {
    return token.length() == 6
        && token.startsWith("<0x")
        && token.endsWith(">")
        && isHexadecimal(token.charAt(3))
        && isHexadecimal(token.charAt(4));
  }

  private static boolean isHexadecimal(char c) {
    return Character.digit(c, 16) >= 0 && c < 0x80;
  }
}
