package dev.attune.platform.jobs;

import java.util.Comparator;

/** A place in a run's reports: first by the trainer's fence, then by its own count. */
public record ReportPosition(long fence, long seq) implements Comparable<ReportPosition> {
  private static final Comparator<ReportPosition> ORDER =
      Comparator.comparingLong(ReportPosition::fence).thenComparingLong(ReportPosition::seq);

  @Override
  public int compareTo(ReportPosition other) {
    return ORDER.compare(this, other);
  }
}
