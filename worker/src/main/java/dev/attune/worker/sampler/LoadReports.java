package dev.attune.worker.sampler;

import dev.attune.protocol.SamplerReport;
import java.time.Duration;

/** Tells on standard output how far a model is loaded, as often as a person can see. */
public final class LoadReports {
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private long toldAt = System.nanoTime() - BETWEEN.toNanos();

  /** In bytes of the weights. */
  public void tell(long done, long total) {
    long now = System.nanoTime();
    if (now - toldAt >= BETWEEN.toNanos()) {
      toldAt = now;
      print(new SamplerReport.Loading(done, total));
    }
  }

  /** A line for whoever started this process. */
  public static void print(SamplerReport report) {
    System.out.print(report.toLine());
    System.out.flush();
  }
}
