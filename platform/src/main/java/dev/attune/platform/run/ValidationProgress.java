package dev.attune.platform.run;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the files of those jobs are read that are being validated. It is kept in memory only: a
 * server that starts again reads them again.
 */
public final class ValidationProgress {
  private final Map<String, ReadProgress> jobs = new ConcurrentHashMap<>();

  /** The files of a job are about to be read. */
  public ReadProgress begin(String jobId) {
    ReadProgress progress = new ReadProgress();
    jobs.put(jobId, progress);
    return progress;
  }

  /** The job is validated, or was refused. */
  void end(String jobId) {
    jobs.remove(jobId);
  }

  /** Empty of a job that waits for its validation or has it behind it. */
  public Optional<ReadProgress> of(String jobId) {
    return Optional.ofNullable(jobs.get(jobId));
  }
}
