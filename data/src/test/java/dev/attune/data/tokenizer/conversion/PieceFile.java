package dev.attune.data.tokenizer.conversion;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes a SentencePiece model field by field. */
final class PieceFile {
  static final int UNIGRAM = 1;
  static final int BPE = 2;
  static final int NORMAL = 1;
  static final int UNKNOWN = 2;
  static final int CONTROL = 3;
  static final int USER_DEFINED = 4;
  static final int BYTE = 6;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Writes fields. */
  @FunctionalInterface
  interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  PieceFile piece(String text, float score, int type) {
    return message(
        1,
        out -> {
          out.writeString(1, text);
          out.writeFloat(2, score);
          out.writeEnum(3, type);
        });
  }

  PieceFile trainer(int kind) {
    return message(2, out -> out.writeEnum(3, kind));
  }

  PieceFile normalizer(byte[] charsmap, boolean addDummyPrefix) {
    return message(
        3,
        out -> {
          out.writeByteArray(2, charsmap);
          out.writeBool(3, addDummyPrefix);
        });
  }

  /** The start of a Llama: unknown, both ends, and all bytes. */
  static PieceFile llama() {
    PieceFile file =
        new PieceFile()
            .piece("<unk>", 0, UNKNOWN)
            .piece("<s>", 0, CONTROL)
            .piece("</s>", 0, CONTROL);
    for (int value = 0; value < 256; value++) {
      file.piece("<0x%02X>".formatted(value), 0, BYTE);
    }
    return file.trainer(BPE);
  }

  PieceFile message(int field, Fields fields) {
    try {
      ByteArrayOutputStream inner = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(inner);
      fields.write(out);
      out.flush();
      out = CodedOutputStream.newInstance(bytes);
      out.writeByteArray(field, inner.toByteArray());
      out.flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PieceFile raw(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
