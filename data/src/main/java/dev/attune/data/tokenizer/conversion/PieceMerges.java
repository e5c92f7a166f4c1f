package dev.attune.data.tokenizer.conversion;

import dev.attune.data.tokenizer.conversion.BytePairModel.Merge;
import dev.attune.data.tokenizer.conversion.SentencePieceModel.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The merges that SentencePiece makes without listing them: any two neighbours whose whole is a
 * piece, the one with the best score first. Where scores are equal, the order is that of
 * transformers.
 */
final class PieceMerges {
  /** Four times as many as the largest vocabularies have; each piece can have one for each cut. */
  private static final int MAX_MERGES = 2_000_000;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .thenComparingInt(Candidate::leftLength)
          .thenComparingInt(Candidate::rightLength)
          .reversed();

  private final Map<String, Integer> ids;
  private final List<Candidate> candidates = new ArrayList<>();

  private PieceMerges(Map<String, Integer> ids) {
    this.ids = ids;
  }

  /** A piece and where it is cut. Lengths are in code points. There are hundreds of thousands. */
  private record Candidate(String whole, int cut, float score, int leftLength, int rightLength) {
    Merge merge() {
      return new Merge(whole.substring(0, cut), whole.substring(cut));
    }
  }

  /** The merges of pieces, the first to be made first. */
  static Iterable<Merge> of(List<Piece> pieces, Map<String, Integer> ids) {
    // Of pieces with the same text the place of the first counts and the score of the last.
    Map<String, Float> scores = new LinkedHashMap<>();
    pieces.forEach(piece -> scores.put(piece.text(), piece.score()));
    PieceMerges merges = new PieceMerges(ids);
    scores.forEach(merges::addCuts);
    merges.candidates.sort(BEST_FIRST);
    return () -> merges.candidates.stream().map(Candidate::merge).iterator();
  }

  /** Adds the cuts of a piece into two others, by the ids of the two. */
  private void addCuts(String whole, float score) {
    int length = whole.codePointCount(0, whole.length());
    SortedMap<Long, Candidate> cuts = new TreeMap<>();
    for (int left = 1; left < length; left++) {
      int cut = whole.offsetByCodePoints(0, left);
      Integer leftId = ids.get(whole.substring(0, cut));
      Integer rightId = leftId == null ? null : ids.get(whole.substring(cut));
      if (leftId != null && rightId != null) {
        long order = ((long) leftId << Integer.SIZE) | rightId;
        cuts.put(order, new Candidate(whole, cut, score, left, length - left));
      }
    }
    candidates.addAll(cuts.values());
    if (candidates.size() > MAX_MERGES) {
      throw ConversionException.damaged(
          "tokenizer.model", "its pieces have more than %,d merges".formatted(MAX_MERGES));
    }
  }
}
