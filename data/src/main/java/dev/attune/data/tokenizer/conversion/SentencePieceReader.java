package dev.attune.data.tokenizer.conversion;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.attune.data.tokenizer.conversion.SentencePieceModel.Kind;
import dev.attune.data.tokenizer.conversion.SentencePieceModel.Piece;
import dev.attune.data.tokenizer.conversion.SentencePieceModel.PieceType;
import dev.attune.data.tokenizer.conversion.SentencePieceModel.Training;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Reads a {@code tokenizer.model} field by field. Every length is checked against what is left of
 * the file before anything is made for it.
 */
final class SentencePieceReader {
  private static final String FILE = "tokenizer.model";
  private static final int MAX_PIECES = 1 << 20;
  private static final int MAX_PIECE_BYTES = 2_000;

  // The numbers of the fields in sentencepiece_model.proto.
  private static final int PIECES = 1;
  private static final int TRAINER = 2;
  private static final int NORMALIZER = 3;
  private static final int PIECE_TEXT = 1;
  private static final int PIECE_SCORE = 2;
  private static final int PIECE_TYPE = 3;
  private static final int TRAINER_KIND = 3;
  private static final int TRAINER_BYTE_FALLBACK = 35;
  private static final int TRAINER_UNKNOWN_ID = 40;
  private static final int TRAINER_UNKNOWN_PIECE = 45;
  private static final int NORMALIZER_CHARSMAP = 2;
  private static final int NORMALIZER_DUMMY_PREFIX = 3;

  private final CodedInputStream in;
  private final List<Piece> pieces = new ArrayList<>();
  private Training training = Training.USUAL;
  private String charsmap = "";
  private boolean addDummyPrefix = true;

  private SentencePieceReader(byte[] bytes) {
    this.in = CodedInputStream.newInstance(bytes);
  }

  /**
   * Reads the whole file.
   *
   * @throws ConversionException when it is no such file
   */
  static SentencePieceModel read(byte[] bytes) {
    SentencePieceReader reader = new SentencePieceReader(bytes);
    try {
      reader.fields(reader::field);
    } catch (IOException e) {
      throw ConversionException.damaged(FILE, "it is cut off or no SentencePiece model", e);
    }
    if (reader.pieces.isEmpty()) {
      throw ConversionException.damaged(FILE, "it has no pieces");
    }
    return new SentencePieceModel(
        reader.pieces, reader.training, reader.charsmap, reader.addDummyPrefix);
  }

  /** Takes the value of one field. */
  @FunctionalInterface
  private interface Field {
    void read(int tag) throws IOException;
  }

  private void fields(Field field) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      field.read(tag);
    }
  }

  private void message(Field field) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    fields(field);
    in.popLimit(limit);
  }

  private void field(int tag) throws IOException {
    if (isMessage(tag, PIECES)) {
      piece();
    } else if (isMessage(tag, TRAINER)) {
      message(this::trainer);
    } else if (isMessage(tag, NORMALIZER)) {
      message(this::normalizer);
    } else {
      in.skipField(tag);
    }
  }

  private void piece() throws IOException {
    PieceFields fields = new PieceFields();
    message(fields::read);
    if (pieces.size() == MAX_PIECES) {
      throw ConversionException.damaged(FILE, "it has more than %,d pieces".formatted(MAX_PIECES));
    }
    pieces.add(new Piece(fields.text, fields.score, fields.type));
  }

  private final class PieceFields {
    private String text = "";
    private float score;
    private PieceType type = PieceType.NORMAL;

    void read(int tag) throws IOException {
      if (isMessage(tag, PIECE_TEXT)) {
        text = text(MAX_PIECE_BYTES);
      } else if (is(tag, PIECE_SCORE, WireFormat.WIRETYPE_FIXED32)) {
        score = finite(in.readFloat());
      } else if (is(tag, PIECE_TYPE, WireFormat.WIRETYPE_VARINT)) {
        type = one(PieceType.values());
      } else {
        in.skipField(tag);
      }
    }
  }

  private void trainer(int tag) throws IOException {
    Training t = training;
    if (is(tag, TRAINER_KIND, WireFormat.WIRETYPE_VARINT)) {
      training =
          new Training(one(Kind.values()), t.unknownId(), t.unknownPiece(), t.byteFallback());
    } else if (is(tag, TRAINER_UNKNOWN_ID, WireFormat.WIRETYPE_VARINT)) {
      training = new Training(t.kind(), in.readInt32(), t.unknownPiece(), t.byteFallback());
    } else if (isMessage(tag, TRAINER_UNKNOWN_PIECE)) {
      training = new Training(t.kind(), t.unknownId(), text(MAX_PIECE_BYTES), t.byteFallback());
    } else if (is(tag, TRAINER_BYTE_FALLBACK, WireFormat.WIRETYPE_VARINT)) {
      training = new Training(t.kind(), t.unknownId(), t.unknownPiece(), in.readBool());
    } else {
      in.skipField(tag);
    }
  }

  private void normalizer(int tag) throws IOException {
    if (isMessage(tag, NORMALIZER_CHARSMAP)) {
      charsmap = Base64.getEncoder().encodeToString(in.readByteArray());
    } else if (is(tag, NORMALIZER_DUMMY_PREFIX, WireFormat.WIRETYPE_VARINT)) {
      addDummyPrefix = in.readBool();
    } else {
      in.skipField(tag);
    }
  }

  private String text(int maxBytes) throws IOException {
    byte[] bytes = in.readByteArray();
    if (bytes.length > maxBytes) {
      throw ConversionException.damaged(FILE, "a piece has %d bytes".formatted(bytes.length));
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** Enumerations count from 1. */
  private <T> T one(T[] values) throws IOException {
    int number = in.readEnum();
    if (number < 1 || number > values.length) {
      throw ConversionException.damaged(FILE, "it has a kind %d of something".formatted(number));
    }
    return values[number - 1];
  }

  private static float finite(float score) {
    if (!Float.isFinite(score)) {
      throw ConversionException.damaged(FILE, "a piece has the score %f".formatted(score));
    }
    return score;
  }

  private static boolean isMessage(int tag, int field) {
    return is(tag, field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  }

  private static boolean is(int tag, int field, int wireType) {
    return WireFormat.getTagFieldNumber(tag) == field && WireFormat.getTagWireType(tag) == wireType;
  }
}
