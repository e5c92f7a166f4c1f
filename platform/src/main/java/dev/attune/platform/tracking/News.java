package dev.attune.platform.tracking;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobEvent;
import java.util.List;

/**
 * What has happened to a job since its service was told, read at one moment.
 *
 * @param events the next ones, in their order
 * @param isAll whether there are no more than these
 */
public record News(Job job, List<JobEvent> events, boolean isAll) {
  public News {
    events = List.copyOf(events);
  }

  /** Whether nothing will ever follow. */
  boolean isLast() {
    return isAll && job.state().isEnd();
  }
}
