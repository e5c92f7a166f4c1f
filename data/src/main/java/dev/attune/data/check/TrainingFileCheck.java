package dev.attune.data.check;

import dev.attune.data.example.Encoding;
import dev.attune.data.lines.ReadListener;
import java.util.ArrayList;
import java.util.List;

/**
 * What a file that can be used holds.
 *
 * @param lengths tokens of each example as it is learnt, after any cut, in the file's order
 * @param lossTokens those of all tokens that are learnt
 * @param warnings sentences with line numbers, at most one for each kind of trouble
 */
public record TrainingFileCheck(List<Integer> lengths, long lossTokens, List<String> warnings) {
  public TrainingFileCheck {
    lengths = List.copyOf(lengths);
    warnings = List.copyOf(warnings);
  }

  public int examples() {
    return lengths.size();
  }

  /** Tokens of all examples. */
  public long tokens() {
    return lengths.stream().mapToLong(Integer::intValue).sum();
  }

  /**
   * Reads a file from its beginning to its end; no more than the lengths of its examples is kept.
   *
   * @throws TrainingFileException when a job cannot use it
   */
  public static TrainingFileCheck run(TrainingFile file, ReadListener listener) {
    Sum sum = new Sum();
    file.encode(sum::add, listener);
    return new TrainingFileCheck(sum.lengths, sum.lossTokens, sum.warnings.sentences());
  }

  private static final class Sum {
    private final Warnings warnings = new Warnings();
    private final List<Integer> lengths = new ArrayList<>();
    private long lossTokens;

    void add(long line, Encoding encoding) {
      lengths.add(encoding.item().tokens());
      lossTokens += encoding.item().lossTokens();
      warnings.add(line, encoding.concerns());
    }
  }
}
