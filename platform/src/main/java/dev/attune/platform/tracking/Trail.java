package dev.attune.platform.tracking;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.retry.Backoff;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one service has been told of one job.
 *
 * @param position in the job's list of what it is tracked by
 * @param told how many of the job's events the service has
 * @param memory what its tracker wants to know the next time; null until there is a run
 * @param nextAttempt it is not told anything before
 * @param nextBeat it is told then at the latest, if only that the job goes on; null when it need
 *     not be
 * @param failures since it last took something
 * @param failingSince the first of them; null when there is none
 * @param lastError why the last attempt failed; null when it did not
 */
public record Trail(
    String jobId,
    int position,
    State state,
    long told,
    @Nullable String memory,
    Instant nextAttempt,
    @Nullable Instant nextBeat,
    int failures,
    @Nullable Instant failingSince,
    @Nullable String lastError) {
  /** What is told within that time goes together. */
  static final Duration PACE = Duration.ofSeconds(5);

  /** Weights and Biases takes a run for crashed that says nothing for some minutes. */
  static final Duration BEAT = Duration.ofSeconds(30);

  /** From the end of the job or the first failure, whichever is later. */
  static final Duration LONGEST = Duration.ofDays(3);

  /** How far it is. */
  public enum State {
    /** There is more to tell, now or later. */
    OPEN,
    /** The service knows how the job ended. */
    DONE,
    /** It was tried for as long as makes sense. */
    GIVEN_UP
  }

  /** The beginning, of a job that is new. */
  public static Trail of(Job job, int position) {
    return new Trail(job.id(), position, State.OPEN, 0, null, job.createdAt(), null, 0, null, null);
  }

  /** How the job's order says it. */
  Tracking tracking(Job job) {
    return job.order().tracking().get(position);
  }

  /** Unlike that of any other. */
  String key() {
    return jobId + "-" + position;
  }

  /** There is a run. */
  Trail begun(Outcome.Taken taken, Instant now) {
    return new Trail(jobId, position, State.OPEN, told, taken.memory(), now, null, 0, null, null);
  }

  /** The service took all of what it was told. */
  Trail told(News news, Outcome.Taken taken, Instant now) {
    return new Trail(
        jobId,
        position,
        news.isLast() ? State.DONE : State.OPEN,
        told + news.events().size(),
        taken.memory(),
        news.isAll() ? now.plus(PACE) : now,
        news.job().state() instanceof JobState.Running ? now.plus(BEAT) : null,
        0,
        null,
        null);
  }

  /** The service took nothing. */
  Trail refused(Job job, Outcome.Refused refused, Instant now, Backoff backoff) {
    Instant since = failingSince == null ? now : failingSince;
    Instant last = job.state().end().map(end -> later(end, since).plus(LONGEST)).orElse(null);
    boolean over = last != null && !now.isBefore(last);
    return new Trail(
        jobId,
        position,
        over ? State.GIVEN_UP : State.OPEN,
        told,
        memory,
        next(refused, now, last, backoff),
        nextBeat,
        failures + 1,
        since,
        refused.why());
  }

  /** As the service wants it, and in time for the last attempt. */
  private Instant next(
      Outcome.Refused refused, Instant now, @Nullable Instant last, Backoff backoff) {
    Instant next = now.plus(backoff.after(failures + 1, refused.rest()));
    return last == null || next.isBefore(last) ? next : last;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
