package dev.attune.model.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tokens of one pass: segments one behind the other, each the next tokens of one sequence. */
public final class TokenBatch {
  private final int[] ids;
  private final List<Segment> segments;

  private TokenBatch(int[] ids, List<Segment> segments) {
    this.ids = ids;
    this.segments = List.copyOf(segments);
  }

  /**
   * Tokens of one sequence that stand together.
   *
   * @param start index of the first in the batch
   * @param length how many
   * @param past how many tokens of the sequence came before, in earlier passes
   * @param total how many tokens the sequence has, those that come in later passes included; where
   *     the length of a sequence decides how it is rotated, this one counts
   */
  public record Segment(int start, int length, int past, int total) {}

  /** Whole sequences, each from its first token on. */
  public static TokenBatch ofSequences(List<int[]> sequences) {
    return ofContinuations(sequences, new int[sequences.size()]);
  }

  /** The next tokens of sequences of which {@code past} tokens are known already. */
  public static TokenBatch ofContinuations(List<int[]> sequences, int[] past) {
    int[] total = new int[past.length];
    Arrays.setAll(total, i -> past[i] + sequences.get(i).length);
    return ofContinuations(sequences, past, total);
  }

  /** The same, where sequences are known to have {@code total} tokens in the end. */
  public static TokenBatch ofContinuations(List<int[]> sequences, int[] past, int[] total) {
    int[] ids = sequences.stream().flatMapToInt(Arrays::stream).toArray();
    List<Segment> segments = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < past.length; i++) {
      segments.add(new Segment(start, sequences.get(i).length, past[i], total[i]));
      start += sequences.get(i).length;
    }
    return new TokenBatch(ids, segments);
  }

  /** Token ids; not to be changed. */
  public int[] ids() {
    return ids;
  }

  /** Cover the batch without a gap. */
  public List<Segment> segments() {
    return segments;
  }

  public int tokens() {
    return ids.length;
  }
}
