package dev.attune.data.report;

import dev.attune.data.ModelText;
import dev.attune.data.check.Warnings;
import dev.attune.data.example.Encoding;
import java.util.ArrayList;
import java.util.List;

/** Adds up what examples are. */
final class ReportSum {
  private static final int SHOWN = 3;
  private static final int FIRST_LINES = 10;

  private final ModelText model;
  private final int context;
  private final SeenExamples seen;
  private final Warnings warnings = new Warnings();
  private final Lengths lengths = new Lengths();
  private final List<ShownExample> shown = new ArrayList<>();
  private final Some tooLong = new Some();
  private final Some doubles = new Some();
  private long examples;
  private long tokens;
  private long lossTokens;
  private int longest;

  ReportSum(ModelText model, int context, SeenExamples seen) {
    this.model = model;
    this.context = context;
    this.seen = seen;
  }

  void add(long line, Encoding encoding) {
    examples++;
    tokens += encoding.item().tokens();
    lossTokens += encoding.item().lossTokens();
    longest = Math.max(longest, encoding.tokens());
    lengths.add(encoding.tokens());
    warnings.add(line, encoding.concerns());
    if (encoding.tokens() > context) {
      tooLong.add(line);
    }
    if (seen.add(encoding.item())) {
      doubles.add(line);
    }
    if (shown.size() < SHOWN) {
      shown.add(ShownExample.of(line, encoding.item(), model));
    }
  }

  FileReport report() {
    return new FileReport(
        examples,
        tokens,
        lossTokens,
        longest,
        lengths.bars(),
        tooLong.lines(),
        doubles.lines(),
        shown,
        warnings.sentences());
  }

  private static final class Some {
    private final List<Long> first = new ArrayList<>();
    private long count;

    void add(long line) {
      count++;
      if (first.size() < FIRST_LINES) {
        first.add(line);
      }
    }

    FileReport.Lines lines() {
      return new FileReport.Lines(count, first);
    }
  }
}
