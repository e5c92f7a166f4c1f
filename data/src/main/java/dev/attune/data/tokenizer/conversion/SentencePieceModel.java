package dev.attune.data.tokenizer.conversion;

import java.util.List;

/**
 * What is used of a {@code tokenizer.model}
 * (https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto).
 *
 * @param pieces by id
 * @param charsmap the normalizer's rules in SentencePiece's own form, as Base64; empty when it has
 *     none
 */
record SentencePieceModel(
    List<Piece> pieces, Training training, String charsmap, boolean addDummyPrefix) {
  SentencePieceModel {
    pieces = List.copyOf(pieces);
  }

  /** A token with its log-probability, or with minus its rank among the merges. */
  record Piece(String text, float score, PieceType type) {}

  /** What a piece is for. */
  enum PieceType {
    NORMAL,
    UNKNOWN,
    CONTROL,
    USER_DEFINED,
    UNUSED,
    BYTE
  }

  /** What the model was told when it was made. */
  record Training(Kind kind, int unknownId, String unknownPiece, boolean byteFallback) {
    static final Training USUAL = new Training(Kind.UNIGRAM, 0, "<unk>", false);
  }

  /** How a text is cut into pieces. */
  enum Kind {
    UNIGRAM,
    BPE,
    WORD,
    CHAR
  }
}
