package dev.attune.platform.run;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobChange;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.JobStore;
import dev.attune.platform.jobs.Slots;
import dev.attune.platform.jobs.StateName;
import dev.attune.platform.process.TrainerProcesses;
import dev.attune.platform.thread.WorkThreads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs through their lives: validates new ones, lets queued ones run in the order in which
 * they came, as many as may run at once, and watches those that run. The rows are the queue, so a
 * restart loses nothing.
 */
public final class JobQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  private final JobStore store;
  private final Validation validation;
  private final RunFolders folders;
  private final TrainerProcesses trainers;
  private final Ending ending;
  private final InstantSource clock;
  private final Slots slots;
  private final Set<String> watched = ConcurrentHashMap.newKeySet();
  private final Semaphore news = new Semaphore(0);
  private final WorkThreads threads = new WorkThreads(LONGEST_END);

  JobQueue(
      JobStore store,
      Validation validation,
      RunFolders folders,
      TrainerProcesses trainers,
      Ending ending,
      InstantSource clock,
      Slots slots) {
    this.store = store;
    this.validation = validation;
    this.folders = folders;
    this.trainers = trainers;
    this.ending = ending;
    this.clock = clock;
    this.slots = slots;
  }

  /** Begins to work; trainers that outlived an earlier server are taken over. */
  public void start() {
    threads.begin("validation", () -> repeat(this::validateAll));
    threads.begin("queue", () -> repeat(this::runAll));
    threads.begin("leftovers", this::endLeftovers);
  }

  /** How far the files are read of jobs that are being validated. */
  public ValidationProgress validations() {
    return validation.progress();
  }

  /** Looks for work at once instead of a little later. */
  public void wake() {
    news.release(2);
  }

  /**
   * Stops working and waits until nothing is written any more; trainers go on, and the next server
   * takes them over.
   */
  @Override
  public void close() {
    threads.close();
  }

  private void validateAll() {
    for (Job job : store.listInState(StateName.VALIDATING_FILES)) {
      validation.run(job);
      wake(); // its turn may be now
    }
  }

  private void runAll() {
    List<Job> running = store.listInState(StateName.RUNNING);
    running.forEach(job -> watch(job.id()));
    if (watched.size() > running.size()) {
      return; // the trainer of a job that ended may not have let go of its memory
    }
    List<Job> all = new ArrayList<>(running);
    for (Job next : store.listInState(StateName.QUEUED)) {
      if (!slots.admits(all, next)) {
        return; // none overtakes it, or a large job would wait for ever
      }
      claim(next);
      all.add(next);
    }
  }

  private void claim(Job job) {
    Optional<Job> claimed =
        store.apply(JobChange.of(job.to(new JobState.Running(null)).with(job.run().claimed())));
    claimed.ifPresent(now -> watch(now.id()));
  }

  private void watch(String jobId) {
    if (watched.add(jobId)) {
      RunWatch watch = new RunWatch(jobId, store, folders, trainers, ending, clock);
      threads.begin("watch-" + jobId, () -> watch(jobId, watch));
    }
  }

  private void watch(String jobId, RunWatch watch) {
    try {
      while (!threads.areClosing() && goesOn(jobId, watch)) {
        TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watched.remove(jobId);
      wake();
    }
  }

  private boolean goesOn(String jobId, RunWatch watch) throws InterruptedException {
    try {
      return watch.look();
    } catch (RuntimeException e) {
      LOG.error("The job {} could not be looked after; it is tried again", jobId, e);
      TimeUnit.NANOSECONDS.sleep(AFTER_A_FAILURE.toNanos());
      return true;
    }
  }

  /** Ends trainers of jobs that were cancelled while no server ran. */
  private void endLeftovers() {
    for (String jobId : folders.jobIds()) {
      boolean shouldRun =
          store.find(jobId).filter(job -> job.state() instanceof JobState.Running).isPresent();
      if (!shouldRun && !watched.contains(jobId) && folders.of(jobId).hasTrainer()) {
        LOG.warn("Ending a trainer of the job {}, which is not to run any more", jobId);
        trainers.end(folders.of(jobId), Optional.empty());
      }
    }
  }

  private void repeat(Runnable work) {
    while (!threads.areClosing()) {
      try {
        work.run();
        boolean _ = news.tryAcquire(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("Jobs could not be looked at; it is tried again", e);
        pauseAfterFailure();
      }
    }
  }

  private static void pauseAfterFailure() {
    try {
      TimeUnit.NANOSECONDS.sleep(AFTER_A_FAILURE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
