package dev.attune.worker.trainer;

import dev.attune.protocol.ReportLine;
import dev.attune.protocol.RunDirectory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The time of a run's reports. It stands still until the training begins, so that the first report
 * of all tells the very date that templates wrote into the examples; every later trainer of the run
 * writes that date again, whatever the day.
 */
final class RunClock implements InstantSource {
  private final InstantSource clock;
  private final Instant launched;
  private final Instant begun;
  private volatile boolean runs;

  private RunClock(InstantSource clock, Instant launched, Instant begun) {
    this.clock = clock;
    this.launched = launched;
    this.begun = begun;
  }

  /** Reads when the run's first trainer began; this is the first where none has reported. */
  static RunClock of(RunDirectory run, InstantSource clock) {
    Instant now = clock.instant();
    List<ReportLine> reports = run.reportReader().next();
    return new RunClock(
        clock, now, reports.isEmpty() ? now : Instant.ofEpochMilli(reports.getFirst().atMillis()));
  }

  /** The moment whose date the examples tell. */
  Instant begun() {
    return begun;
  }

  /** Lets the time run. */
  void start() {
    runs = true;
  }

  @Override
  public Instant instant() {
    return runs ? clock.instant() : launched;
  }
}
