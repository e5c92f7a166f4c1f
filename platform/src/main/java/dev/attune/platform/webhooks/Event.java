package dev.attune.platform.webhooks;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobState;
import dev.attune.wire.ids.Ids;
import java.time.Instant;
import java.util.Optional;

/**
 * The end of a job, as endpoints are told of it.
 *
 * @param id the same for all endpoints
 */
public record Event(String id, EventType type, Instant createdAt, String jobId) {
  /** Begins the ids of jobs that are only in the events of tests. */
  private static final String TEST_JOB = "ftjob-test-";

  /** What there is to tell of a job; empty while it goes on. */
  public static Optional<Event> of(Job job, Ids ids) {
    return switch (job.state()) {
      case JobState.ValidatingFiles _, JobState.Queued _, JobState.Running _, JobState.Paused _ ->
          Optional.empty();
      case JobState.Succeeded(Instant at, _, _) -> of(EventType.SUCCEEDED, at, job, ids);
      case JobState.Failed(Instant at, _) -> of(EventType.FAILED, at, job, ids);
      case JobState.Cancelled(Instant at) -> of(EventType.CANCELLED, at, job, ids);
    };
  }

  private static Optional<Event> of(EventType type, Instant at, Job job, Ids ids) {
    return Optional.of(new Event(ids.webhookEvent(), type, at, job.id()));
  }

  /** An event of a job that there is not. */
  static Event test(EventType type, Instant now, Ids ids) {
    return new Event(ids.webhookEvent(), type, now, TEST_JOB + ids.model());
  }
}
