package dev.attune.platform.tracking;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobEvent;
import java.util.List;

/**
 * What a service is told of a job at once.
 *
 * @param job as it was when the events were read
 * @param memory what the tracker answered the last time
 * @param events that follow those told before; may be none, as a sign of life
 * @param isLast whether the job has ended and nothing more follows
 */
public record Telling(Job job, String memory, List<JobEvent> events, boolean isLast) {
  public Telling {
    events = List.copyOf(events);
  }

  /** The events that have numbers. */
  public List<Point> points() {
    return events.stream().flatMap(event -> Point.of(event).stream()).toList();
  }
}
