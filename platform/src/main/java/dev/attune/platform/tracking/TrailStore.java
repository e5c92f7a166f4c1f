package dev.attune.platform.tracking;

import dev.attune.platform.jobs.JobEvent;
import java.time.Instant;
import java.util.List;

/**
 * Where trails are kept. {@link dev.attune.platform.jobs.JobStore} writes them together with a new
 * job.
 */
public interface TrailStore {
  /**
   * Those of jobs that have begun to train or have ended, and of which there is something to tell.
   */
  List<Trail> listDue(Instant now);

  /** What follows on what is told; at most {@code most} events. */
  News read(Trail trail, int most);

  /** Writes what became of an attempt, with what the job's own events say of it. */
  void update(Trail trail, List<JobEvent> events);

  /** All of a job. */
  List<Trail> list(String jobId);
}
