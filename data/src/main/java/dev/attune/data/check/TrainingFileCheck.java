package dev.attune.data.check;

import dev.attune.data.ModelText;
import dev.attune.data.example.Encoding;
import java.nio.file.Path;
import java.util.List;

/**
 * What a file that can be used holds.
 *
 * @param examples lines
 * @param tokens of all examples as they are learnt, after any cut
 * @param lossTokens those of them that are learnt
 * @param longestExample tokens of the longest example, after any cut
 * @param warnings sentences with line numbers, at most one for each kind of trouble
 */
public record TrainingFileCheck(
    long examples, long tokens, long lossTokens, int longestExample, List<String> warnings) {
  public TrainingFileCheck {
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads a file from its beginning to its end; memory does not grow with it.
   *
   * @throws TrainingFileException when a job cannot use it
   */
  public static TrainingFileCheck run(
      Path file, FileRole role, ModelText model, ExampleLimits limits) {
    Sum sum = new Sum();
    new TrainingFile(file, role, model, limits).encode(sum::add);
    return new TrainingFileCheck(
        sum.examples, sum.tokens, sum.lossTokens, sum.longest, sum.warnings.sentences());
  }

  private static final class Sum {
    private final Warnings warnings = new Warnings();
    private long examples;
    private long tokens;
    private long lossTokens;
    private int longest;

    void add(long line, Encoding encoding) {
      int length = encoding.example().tokenIds().length;
      examples++;
      tokens += length;
      lossTokens += encoding.example().lossTokens();
      longest = Math.max(longest, length);
      warnings.add(line, encoding.concerns());
    }
  }
}
