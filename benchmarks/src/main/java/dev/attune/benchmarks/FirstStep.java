package dev.attune.benchmarks;

import dev.attune.protocol.Report;
import java.time.Duration;

/**
 * The wait for a job's first step.
 *
 * @param seconds from the request to an event that tells of the step
 * @param untilTrainer of these, until a trainer runs that has yet to read the files
 */
record FirstStep(double seconds, double untilTrainer) {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** Waits for it; {@code posted} is in milliseconds since 1970. */
  static FirstStep await(ServedJob job, long posted) {
    job.awaitFirstStep(LONGEST);
    double seconds = (System.currentTimeMillis() - posted) / 1e3;
    long trainer =
        new RunReports(job).await(line -> line.report() instanceof Report.Started).atMillis();
    return new FirstStep(seconds, (trainer - posted) / 1e3);
  }
}
