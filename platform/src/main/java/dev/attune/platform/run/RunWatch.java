package dev.attune.platform.run;

import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.jobs.Events;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobChange;
import dev.attune.platform.jobs.JobError;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.JobStore;
import dev.attune.platform.process.TrainerProcesses;
import dev.attune.protocol.Control;
import dev.attune.protocol.Exit;
import dev.attune.protocol.ProtocolException;
import dev.attune.protocol.RunDirectory;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after one running job, on a thread of its own: starts its trainer, stores what it reports,
 * hands on what clients want of it, and starts another when it died. Everything it needs to know is
 * in the database and the run directory, so another watch can take over at any moment.
 */
final class RunWatch {
  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);

  /** Deaths of trainers after which nobody tries again. */
  private static final int MOST_DEATHS = 3;

  private final String jobId;
  private final JobStore store;
  private final RunFolders folders;
  private final TrainerProcesses trainers;
  private final Ending ending;
  private final InstantSource clock;
  private final Events events;
  private final RunDirectory run;
  private @Nullable ReportFeed feed;
  private @Nullable Process launched;
  private Control.@Nullable Command told;

  RunWatch(
      String jobId,
      JobStore store,
      RunFolders folders,
      TrainerProcesses trainers,
      Ending ending,
      InstantSource clock) {
    this.jobId = jobId;
    this.store = store;
    this.folders = folders;
    this.trainers = trainers;
    this.ending = ending;
    this.clock = clock;
    this.events = new Events(clock);
    this.run = folders.of(jobId);
  }

  /**
   * Looks once and does what is due.
   *
   * @return false when the job does not run any more and the watch is over
   */
  boolean look() {
    Job job = store.find(jobId).orElseThrow();
    if (!(job.state() instanceof JobState.Running)) {
      stop(job);
      return false;
    }
    try {
      return look(job);
    } catch (PlatformException | ProtocolException e) {
      LOG.warn("The job {} fails: {}", jobId, e.getMessage());
      ending.failed(job, new JobError("run_failed", String.valueOf(e.getMessage()), null));
      return true; // the next look stops what may still run
    }
  }

  private boolean look(Job job) {
    boolean alive = isAlive(); // before the rest: what it said until now is then all of it
    if (!isPrepared(job)) {
      if (alive) {
        endTrainer(); // of an earlier claim
      }
      launch(job);
      return true;
    }
    tell(job.run().pausing() ? Control.Command.PAUSE : Control.Command.RUN, job);
    if (storeReports(job)) {
      return true;
    }
    if (alive) {
      return true;
    }
    Optional<Exit> exit = run.exit().filter(it -> it.fence() == job.run().fence());
    if (exit.isPresent()) {
      ending.apply(job, exit.get(), run.checkpoints());
    } else {
      buried(job);
    }
    return true;
  }

  /** The folder is ready for the newest claim, so its trainer was started or is about to be. */
  private boolean isPrepared(Job job) {
    return run.isPrepared() && run.spec().fence() == job.run().fence();
  }

  private boolean isAlive() {
    return (launched != null && launched.isAlive()) || run.hasTrainer();
  }

  private void launch(Job job) {
    folders.prepare(job);
    told = Control.Command.RUN;
    launched = trainers.launch(run);
  }

  private void tell(Control.Command command, Job job) {
    if (told != command) {
      run.command(new Control(job.run().fence(), command));
      told = command;
    }
  }

  private boolean storeReports(Job job) {
    ReportFeed reports = feed;
    if (reports == null) {
      reports = newFeed(job);
      feed = reports;
    }
    Optional<JobChange> change = reports.next(job);
    if (change.isPresent() && store.apply(change.get()).isEmpty()) {
      feed = null; // the job changed meanwhile; what was read is read again
    }
    return change.isPresent();
  }

  private ReportFeed newFeed(Job job) {
    FinishEstimate estimate =
        new FinishEstimate(
            Objects.requireNonNull(job.counts()),
            Objects.requireNonNull(job.hyperparameters().nEpochs()));
    return new ReportFeed(run.reportReader(), estimate, clock);
  }

  /** A trainer ended without a word: the next one goes on from its newest whole checkpoint. */
  private void buried(Job job) {
    int deaths = job.run().deaths() + 1;
    Job after = job.with(job.run().afterDeath());
    if (deaths >= MOST_DEATHS) {
      ending.failed(
          after,
          new JobError(
              "worker_lost",
              "The trainer died %d times without saying why, last after step %d. Its log is %s; a lack of memory is the usual reason."
                  .formatted(deaths, job.run().lastStep(), run.trainerLog().getFileName()),
              null));
      return;
    }
    OptionalInt checkpoint = run.checkpoints().newestWhole();
    store.apply(
        JobChange.of(
            after.with(after.run().claimed().withPausing(job.run().pausing())),
            events.warning(
                "The trainer died after step %d; another goes on %s"
                    .formatted(
                        job.run().lastStep(),
                        checkpoint.isPresent()
                            ? "from step " + checkpoint.getAsInt()
                            : "from the beginning"))));
  }

  private void endTrainer() {
    trainers.end(run, Optional.ofNullable(launched).map(Process::toHandle));
  }

  /** Ends the trainer of a job that is not to run any more. */
  private void stop(Job job) {
    if (isAlive()) {
      if (job.state().isEnd()) {
        tell(Control.Command.CANCEL, job);
      }
      endTrainer();
    }
    if (job.state() instanceof JobState.Succeeded || job.state() instanceof JobState.Cancelled) {
      folders.clear(jobId);
    }
  }
}
