package dev.attune.data.report;

import dev.attune.data.ModelText;
import dev.attune.data.check.ExampleLimits;
import dev.attune.data.check.FileRole;
import dev.attune.data.check.TrainingFile;
import dev.attune.data.example.LineFormat;
import dev.attune.data.lines.ReadListener;
import java.nio.file.Path;
import java.util.List;

/**
 * A file as a model sees it.
 *
 * @param lengths how many examples have how many tokens
 * @param tooLong lines of examples that are longer than the context, the first few of them
 * @param doubles lines that say the same as an earlier one, the first few of them
 * @param shown the first examples, with what of them is learnt
 * @param warnings sentences with line numbers, at most one for each kind of trouble
 */
public record FileReport(
    long examples,
    long tokens,
    long lossTokens,
    int longest,
    List<Lengths.Bar> lengths,
    Lines tooLong,
    Lines doubles,
    List<ShownExample> shown,
    List<String> warnings) {
  public FileReport {
    lengths = List.copyOf(lengths);
    shown = List.copyOf(shown);
    warnings = List.copyOf(warnings);
  }

  /**
   * Some lines of many.
   *
   * @param count of all
   * @param first the first few, counted from 1
   */
  public record Lines(long count, List<Long> first) {
    public Lines {
      first = List.copyOf(first);
    }
  }

  /**
   * Who reads.
   *
   * @param context longest sequence that the model takes, in tokens
   * @param seen the examples of files before
   */
  public record Reader(LineFormat format, ModelText model, int context, SeenExamples seen) {}

  /**
   * Reads a file from its beginning to its end; eight bytes an example are kept.
   *
   * @throws dev.attune.data.check.TrainingFileException when a job cannot use it, but for lengths
   */
  public static FileReport of(Path file, FileRole role, Reader reader, ReadListener listener) {
    ReportSum sum = new ReportSum(reader.model(), reader.context(), reader.seen());
    new TrainingFile(
            file, role, reader.format(), reader.model(), new ExampleLimits(Integer.MAX_VALUE, null))
        .encode(sum::add, listener);
    return sum.report();
  }
}
