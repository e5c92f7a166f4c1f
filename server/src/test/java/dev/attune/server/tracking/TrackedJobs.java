package dev.attune.server.tracking;

import dev.attune.platform.jobs.Events;
import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobChange;
import dev.attune.platform.jobs.JobError;
import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.jobs.JobOrder;
import dev.attune.platform.jobs.JobRun;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.JobStore;
import dev.attune.platform.jobs.Method;
import dev.attune.platform.jobs.StepMetrics;
import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.jobs.TuningOptions;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.platform.page.PageRequest;
import dev.attune.platform.store.Database;
import dev.attune.platform.store.SqlJobStore;
import dev.attune.platform.store.SqlProjectStore;
import dev.attune.platform.store.SqlTrailStore;
import dev.attune.platform.tracking.Tracker;
import dev.attune.platform.tracking.Trail;
import dev.attune.platform.tracking.TrailQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Jobs that a test takes through their lives, in a real database, and the queue that tells. */
final class TrackedJobs implements AutoCloseable {
  private static final Project OURS = new Project("proj_1", new Organization("org-1", "ours"));
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final Database database;
  private final JobStore jobs;
  private final SqlTrailStore trails;
  private final Events events = new Events(now::get);
  private TrailQueue queue;
  private int created;

  TrackedJobs(Path folder, Map<Tracking.Service, Tracker> trackers) {
    database = Database.open(folder, true);
    new SqlProjectStore(database).insert(OURS, now.get());
    jobs = new SqlJobStore(database);
    trails = new SqlTrailStore(database);
    queue = new TrailQueue(trails, trackers, now::get).start();
  }

  /** As another server would. */
  void restart(Map<Tracking.Service, Tracker> trackers) {
    queue.close();
    queue = new TrailQueue(trails, trackers, now::get).start();
  }

  Instant now() {
    return now.get();
  }

  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
    queue.wake();
  }

  /** A job that waits for its turn. */
  Job create(Tracking... tracking) {
    created++;
    Job job =
        new Job(
            "ftjob-" + created,
            OURS.id(),
            now.get(),
            new JobOrder(
                Method.SUPERVISED, "base", "file-1", null, null, 42, List.of(tracking), null),
            42,
            "ft:base:ours::" + created,
            new Hyperparameters(3, 4, 1.5, null),
            new TuningOptions(
                null, null, null, null, null, null, null, null, null, null, null, null, null),
            null,
            null,
            null,
            null,
            new JobState.ValidatingFiles(),
            JobRun.NEW,
            1);
    jobs.insert(job, List.of(events.created(job)));
    return change(job, new JobState.Queued());
  }

  /** The same, training. */
  Job begin(Tracking... tracking) {
    return claim(create(tracking));
  }

  Job claim(Job job) {
    Job claimed = find(job).to(new JobState.Running(null)).with(find(job).run().claimed());
    return apply(JobChange.of(claimed, events.info("Fine-tuning job started")));
  }

  Job change(Job job, JobState next) {
    return apply(JobChange.of(find(job).to(next), events.info("It is " + next)));
  }

  /** Steps that are done, one event each. */
  void steps(Job job, int from, int to) {
    List<JobEvent> done = new ArrayList<>();
    for (int step = from; step <= to; step++) {
      done.add(events.step(metrics(step), now.get()));
    }
    apply(JobChange.of(find(job), done));
  }

  /** Every third has been validated. */
  static StepMetrics metrics(int step) {
    Double valid = step % 3 == 0 ? 10.0 / step : null;
    return new StepMetrics(
        step, 100, 5.0 / step, 0.5, valid, valid, null, null, null, 0.001, Double.NaN, 1000, null);
  }

  Job succeed(Job job) {
    return change(job, new JobState.Succeeded(now.get(), 9, "file-2"));
  }

  Job fail(Job job) {
    return change(job, new JobState.Failed(now.get(), new JobError("x", "y", null)));
  }

  Job cancel(Job job) {
    return change(job, new JobState.Cancelled(now.get()));
  }

  Job find(Job job) {
    return jobs.find(job.id()).orElseThrow();
  }

  private Job apply(JobChange change) {
    Job after = jobs.apply(change).orElseThrow();
    queue.wake();
    return after;
  }

  Trail trail(Job job) {
    return trails.list(job.id()).getFirst();
  }

  /** Oldest first. */
  List<String> messages(Job job) {
    return jobs.listEvents(job.id(), PageRequest.newestFirst(null, 100)).items().reversed().stream()
        .map(JobEvent::message)
        .toList();
  }

  /** Lets half a minute after the other go by until something is true. */
  void passUntil(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited for too long");
      }
      pass(Duration.ofSeconds(30));
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** Waits while the clock stands. */
  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited for too long");
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  @Override
  public void close() {
    queue.close();
    database.close();
  }
}
