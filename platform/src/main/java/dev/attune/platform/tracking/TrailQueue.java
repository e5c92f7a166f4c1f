package dev.attune.platform.tracking;

import dev.attune.platform.jobs.Events;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.retry.Backoff;
import dev.attune.platform.retry.DueWork;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells services of jobs, from the jobs' stored events. How far a service has been told is stored
 * after it took something, together with what its tracker wants to remember: an attempt that a
 * crash or an outage breaks off is made again, whenever that is, and a job never waits for any of
 * it.
 */
public final class TrailQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrailQueue.class);
  private static final int AT_ONCE = 32;
  private static final int MOST_EVENTS = 1000;

  /** So many in a row are no hiccup any more; whoever created the job is told, once. */
  private static final int WORTH_A_WORD = 5;

  private static final Backoff BACKOFF = Backoff.of(Duration.ofSeconds(5), Duration.ofMinutes(10));

  private final TrailStore store;
  private final Map<Tracking.Service, Tracker> trackers;
  private final InstantSource clock;
  private final Events events;
  private final DueWork<Trail> work;

  /** {@code trackers} of the services that this server is set up for. */
  public TrailQueue(
      TrailStore store, Map<Tracking.Service, Tracker> trackers, InstantSource clock) {
    this.store = store;
    this.trackers = Map.copyOf(trackers);
    this.clock = clock;
    this.events = new Events(clock);
    this.work =
        new DueWork<>("trails", AT_ONCE, () -> store.listDue(now()), Trail::key, this::follow);
  }

  /** Begins to tell, first what an earlier server did not. */
  public TrailQueue start() {
    work.start();
    return this;
  }

  /** Looks for news at once instead of a little later. */
  public void wake() {
    work.wake();
  }

  /** Stops; what is under way is broken off and told again after the next start. */
  @Override
  public void close() {
    work.close();
  }

  private void follow(Trail trail) throws InterruptedException {
    News news = store.read(trail, MOST_EVENTS);
    Tracking tracking = trail.tracking(news.job());
    String label = tracking.service().label();
    switch (attempt(trail, tracking, news)) {
      case Outcome.Taken taken when trail.memory() == null ->
          store.update(trail.begun(taken, now()), begun(label, taken));
      case Outcome.Taken taken -> store.update(trail.told(news, taken, now()), List.of());
      case Outcome.Refused refused -> {
        Trail after = trail.refused(news.job(), refused, now(), BACKOFF);
        store.update(after, said(label, after));
      }
    }
  }

  private Outcome attempt(Trail trail, Tracking tracking, News news) throws InterruptedException {
    Tracker tracker = trackers.get(tracking.service());
    Job job = news.job();
    if (tracker == null) {
      return new Outcome.Refused("This server is not set up for it any more.");
    }
    try {
      String memory = trail.memory();
      return memory == null
          ? tracker.begin(job, tracking)
          : tracker.tell(new Telling(job, memory, news.events(), news.isLast()));
    } catch (RuntimeException e) {
      LOG.error("{} could not be told of {}", tracking.service().label(), job.id(), e);
      return new Outcome.Refused("It could not be told. The server's log says why.");
    }
  }

  private List<JobEvent> begun(String label, Outcome.Taken taken) {
    return taken.page() == null
        ? List.of()
        : List.of(events.info("%s run created: %s".formatted(label, taken.page())));
  }

  private List<JobEvent> said(String label, Trail after) {
    List<JobEvent> said = new ArrayList<>();
    if (after.failures() == 1) {
      LOG.warn("{} was not told of {}: {}", label, after.jobId(), after.lastError());
    }
    if (after.failures() == WORTH_A_WORD && after.state() == Trail.State.OPEN) {
      said.add(
          events.warning(
              "%s has not taken this job's numbers yet. %s It is tried again, for %d hours after the job's end"
                  .formatted(label, after.lastError(), Trail.LONGEST.toHours())));
    }
    if (after.state() == Trail.State.GIVEN_UP) {
      LOG.warn("{} is not told of {} any more: {}", label, after.jobId(), after.lastError());
      said.add(
          events.warning(
              "%s did not take all of this job's numbers in %d hours, and they are not sent any more. %s"
                  .formatted(label, Trail.LONGEST.toHours(), after.lastError())));
    }
    return said;
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
