package dev.attune.data.tokenizer.conversion;

import dev.attune.data.tokenizer.conversion.SentencePieceConversion.Blanks;
import dev.attune.data.tokenizer.conversion.SentencePieceModel.Piece;
import dev.attune.data.tokenizer.conversion.SentencePieceModel.PieceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the code of transformers' classes says of tokenizers made by SentencePiece. */
enum SentencePieceClass {
  LLAMA {
    @Override
    List<Piece> pieces(SentencePieceModel model, TokenSettings settings) {
      return firstThreeUnscored(model.pieces());
    }

    @Override
    JsonNode normalizer(Blanks blanks, SentencePieceModel model) {
      return blanks.legacy() ? Component.blanksAsMarks(blanks.prefix()) : Component.NONE;
    }

    @Override
    JsonNode preTokenizer(Blanks blanks) {
      return blanks.legacy() ? Component.NONE : Component.metaspace(blanks.scheme(), false);
    }

    @Override
    JsonNode decoder(Blanks blanks) {
      return Component.sentencePieceDecoder(blanks.prefix());
    }

    @Override
    Map<String, String> usual() {
      return Map.of("bos_token", "<s>", "eos_token", "</s>", "unk_token", "<unk>");
    }

    @Override
    boolean addsBos() {
      return true;
    }

    @Override
    boolean fallsBackToBytes() {
      return true;
    }
  },

  GEMMA {
    @Override
    List<Piece> pieces(SentencePieceModel model, TokenSettings settings) {
      List<Piece> pieces = new ArrayList<>(firstThreeUnscored(model.pieces()));
      // The first Gemma models have no token for a tab, and transformers gives them one.
      if (pieces.stream().noneMatch(piece -> piece.text().equals("\t"))) {
        pieces.replaceAll(
            piece -> piece.text().equals("<0x09>") ? new Piece("\t", 0, piece.type()) : piece);
      }
      return pieces;
    }

    @Override
    JsonNode normalizer(Blanks blanks, SentencePieceModel model) {
      return Component.of(Component.BLANK_TO_MARK);
    }

    @Override
    JsonNode preTokenizer(Blanks blanks) {
      return Component.of(
          """
          {"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithPrevious", "invert": false}
          """);
    }

    @Override
    JsonNode decoder(Blanks blanks) {
      return Component.sentencePieceDecoder(false);
    }

    @Override
    Map<String, String> usual() {
      return Map.of(
          "bos_token", "<bos>", "eos_token", "<eos>", "unk_token", "<unk>", "pad_token", "<pad>");
    }

    @Override
    Set<String> turnTokens() {
      return Set.of("<start_of_turn>", "<end_of_turn>");
    }

    @Override
    boolean addsBos() {
      return true;
    }

    @Override
    boolean fallsBackToBytes() {
      return true;
    }
  },

  T5 {
    @Override
    List<Piece> pieces(SentencePieceModel model, TokenSettings settings) {
      List<Piece> pieces = new ArrayList<>(model.pieces());
      int extra = Math.clamp(settings.number("extra_ids", EXTRA_IDS), 0, MAX_EXTRA_IDS);
      for (int i = extra - 1; i >= 0; i--) {
        pieces.add(new Piece("<extra_id_%d>".formatted(i), 0, PieceType.NORMAL));
      }
      return pieces;
    }

    @Override
    JsonNode normalizer(Blanks blanks, SentencePieceModel model) {
      return Component.charsmap(model.charsmap());
    }

    @Override
    JsonNode preTokenizer(Blanks blanks) {
      return Component.metaspace(blanks.scheme(), true);
    }

    @Override
    JsonNode decoder(Blanks blanks) {
      return Component.metaspace(blanks.scheme(), true);
    }

    @Override
    Map<String, String> usual() {
      return Map.of("eos_token", "</s>", "unk_token", "<unk>", "pad_token", "<pad>");
    }

    @Override
    boolean addsEos() {
      return true;
    }
  };

  private static final int EXTRA_IDS = 100;
  private static final int MAX_EXTRA_IDS = 10_000;
  private static final int UNSCORED = 3;

  /** The pieces with the scores that they count with. */
  abstract List<Piece> pieces(SentencePieceModel model, TokenSettings settings);

  abstract JsonNode normalizer(Blanks blanks, SentencePieceModel model);

  abstract JsonNode preTokenizer(Blanks blanks);

  abstract JsonNode decoder(Blanks blanks);

  /** Special tokens by name, where the files do not say. */
  abstract Map<String, String> usual();

  /** Tokens that are special though the model does not say so. */
  Set<String> turnTokens() {
    return Set.of();
  }

  boolean addsBos() {
    return false;
  }

  boolean addsEos() {
    return false;
  }

  /** Whether bytes stand for what no piece does; transformers does so by class. */
  boolean fallsBackToBytes() {
    return false;
  }

  /** By the name of the class, or by the family where there is no name. */
  static Optional<SentencePieceClass> find(String tokenizerClass, String modelType) {
    return switch (tokenizerClass.isEmpty() ? ofFamily(modelType) : tokenizerClass) {
      case "LlamaTokenizer", "CodeLlamaTokenizer" -> Optional.of(LLAMA);
      case "GemmaTokenizer" -> Optional.of(GEMMA);
      case "T5Tokenizer" -> Optional.of(T5);
      default -> Optional.empty();
    };
  }

  private static String ofFamily(String modelType) {
    return switch (modelType) {
      case "llama", "mistral", "mixtral", "phi3" -> "LlamaTokenizer";
      case "gemma", "gemma2", "gemma3", "gemma3_text" -> "GemmaTokenizer";
      case "t5" -> "T5Tokenizer";
      default -> "";
    };
  }

  private static List<Piece> firstThreeUnscored(List<Piece> pieces) {
    List<Piece> changed = new ArrayList<>(pieces);
    for (int id = 0; id < Math.min(UNSCORED, changed.size()); id++) {
      changed.set(id, new Piece(changed.get(id).text(), 0, changed.get(id).type()));
    }
    return changed;
  }
}
