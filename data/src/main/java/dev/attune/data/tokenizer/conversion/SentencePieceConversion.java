package dev.attune.data.tokenizer.conversion;

import dev.attune.data.tokenizer.conversion.SentencePieceModel.Kind;
import dev.attune.data.tokenizer.conversion.SentencePieceModel.Piece;
import dev.attune.data.tokenizer.conversion.SentencePieceModel.PieceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;

/**
 * A {@code tokenizer.model} as a {@code tokenizer.json}, with the same tokens for the same text as
 * the converters of transformers make.
 */
public final class SentencePieceConversion {
  private final SentencePieceModel model;
  private final SentencePieceClass of;
  private final TokenSettings settings;
  private final List<Piece> pieces;
  private final Map<String, Integer> vocabulary = new LinkedHashMap<>();

  private SentencePieceConversion(
      SentencePieceModel model, SentencePieceClass of, TokenSettings settings) {
    this.model = model;
    this.of = of;
    this.settings = settings;
    this.pieces = of.pieces(model, settings);
    for (int id = 0; id < pieces.size(); id++) {
      vocabulary.put(pieces.get(id).text(), id);
    }
  }

  /**
   * Converts the content of the file.
   *
   * @param modelType what {@code config.json} calls the family, for want of a tokenizer's class
   * @throws ConversionException when it is no such file, or the class is none that is known here
   */
  public static String convert(byte[] file, TokenSettings settings, String modelType) {
    String name = settings.tokenizerClass().orElse("");
    SentencePieceClass of =
        SentencePieceClass.find(name, modelType)
            .orElseThrow(() ->
                ConversionException.unknown(
                    "The model has a tokenizer.model but no tokenizer.json, and it is not known what a tokenizer of class '%s' makes of it."
                        .formatted(name)));
    return new SentencePieceConversion(SentencePieceReader.read(file), of, settings).text();
  }

  private String text() {
    AddedTokens added = new AddedTokens(vocabulary);
    model.pieces().stream()
        .filter(
            piece -> piece.type() == PieceType.CONTROL || piece.type() == PieceType.USER_DEFINED)
        .filter(piece -> vocabulary.containsKey(piece.text()))
        .forEach(piece -> added.add(addedToken(piece)));
    added.addAll(settings, of.usual());
    Blanks blanks = blanks();
    return new TokenizerDocument(
            added,
            of.normalizer(blanks, model),
            of.preTokenizer(blanks),
            ends(added).component(),
            of.decoder(blanks),
            switch (model.training().kind()) {
              case BPE -> merging();
              case UNIGRAM -> this::writeUnigram;
              case WORD, CHAR -> throw unknownKind(model.training().kind());
            })
        .text();
  }

  private AddedToken addedToken(Piece piece) {
    boolean special = piece.type() == PieceType.CONTROL || of.turnTokens().contains(piece.text());
    return AddedToken.of(piece.text(), special).unnormalized();
  }

  /** What becomes of blanks: the settings say so, else the model does. */
  private Blanks blanks() {
    return new Blanks(
        settings.flag("add_prefix_space", model.addDummyPrefix()), settings.flag("legacy", true));
  }

  /**
   * How blanks are written.
   *
   * @param prefix whether a text gets one in front
   * @param legacy whether what follows a control token is a text of its own in this
   */
  record Blanks(boolean prefix, boolean legacy) {
    String scheme() {
      if (!prefix) {
        return "never";
      }
      return legacy ? "always" : "first";
    }
  }

  private Ends ends(AddedTokens added) {
    return new Ends(end(added, "bos_token", of.addsBos()), end(added, "eos_token", of.addsEos()));
  }

  private Optional<Ends.Token> end(AddedTokens added, String name, boolean usually) {
    return settings
        .named(name, of.usual())
        .filter(_ -> settings.flag("add_" + name, usually))
        .flatMap(token ->
            added.find(token.content()).stream()
                .mapToObj(id -> new Ends.Token(token.content(), id))
                .findFirst());
  }

  private BytePairModel merging() {
    return new BytePairModel(
        vocabulary,
        PieceMerges.of(pieces, vocabulary),
        Optional.of(model.training().unknownPiece()),
        of.fallsBackToBytes());
  }

  private void writeUnigram(JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("type", "Unigram");
    json.writeNumberProperty("unk_id", unknownId());
    json.writeArrayPropertyStart("vocab");
    for (Piece piece : pieces) {
      json.writeStartArray();
      json.writeString(piece.text());
      // As a double: the digits of a float would be read as another number.
      json.writeNumber((double) piece.score());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeBooleanProperty("byte_fallback", of.fallsBackToBytes());
    json.writeEndObject();
  }

  private int unknownId() {
    int id = of.fallsBackToBytes() ? unknownPiece() : model.training().unknownId();
    if (id < 0 || id >= pieces.size()) {
      throw ConversionException.damaged(
          "tokenizer.model", "the piece %d is to stand for what is unknown".formatted(id));
    }
    return id;
  }

  private int unknownPiece() {
    return IntStream.range(0, pieces.size())
        .filter(id -> pieces.get(id).type() == PieceType.UNKNOWN)
        .findFirst()
        .orElse(model.training().unknownId());
  }

  private static ConversionException unknownKind(Kind kind) {
    return ConversionException.unknown(
        "The tokenizer.model is of the kind %s; only BPE and UNIGRAM are converted."
            .formatted(kind));
  }
}
