package dev.attune.benchmarks;

import dev.attune.protocol.Report;
import dev.attune.protocol.ReportLine;
import dev.attune.protocol.ReportReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** All that the trainers of a run have said so far. */
final class RunReports {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final ReportReader reader;
  private final List<ReportLine> seen = new ArrayList<>();

  RunReports(ServedJob job) {
    this.reader = job.run().reportReader();
  }

  /** Takes what is new. */
  void read() {
    for (List<ReportLine> next = reader.next(); !next.isEmpty(); next = reader.next()) {
      seen.addAll(next);
    }
  }

  /** The first such line, old or new. */
  ReportLine await(Predicate<ReportLine> wanted) {
    return Polling.CLOSE.until(
        "a report",
        LONGEST,
        () -> {
          read();
          return seen.stream().filter(wanted).findFirst();
        });
  }

  /** The first line that tells of this step or a later one. */
  ReportLine awaitStep(int step) {
    return await(line -> line.report() instanceof Report.StepDone done && done.step() >= step);
  }

  ReportLine last() {
    return seen.getLast();
  }

  /** Steps that trainers of this fence or a higher one did. */
  List<Report.StepDone> steps(long firstFence) {
    return seen.stream()
        .filter(line -> line.fence() >= firstFence)
        .mapMulti(RunReports::step)
        .toList();
  }

  private static void step(ReportLine line, Consumer<Report.StepDone> sink) {
    if (line.report() instanceof Report.StepDone done) {
      sink.accept(done);
    }
  }
}
