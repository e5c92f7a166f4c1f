package dev.attune.platform.run;

import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.jobs.JobStore;
import dev.attune.platform.jobs.RunPlanner;
import dev.attune.platform.jobs.Slots;
import dev.attune.platform.models.Models;
import dev.attune.platform.process.TrainerProcesses;
import dev.attune.protocol.ControlTokens;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What a {@link JobQueue} and its {@link Estimates} are built from.
 *
 * @param controlTokens what becomes of those that examples spell, for jobs yet to be validated
 */
public record QueueParts(
    JobStore store,
    StoredFiles files,
    Models models,
    Path dataDirectory,
    ControlTokens controlTokens,
    InstantSource clock) {
  /**
   * How much runs.
   *
   * @param checkpointEverySeconds how much work a crash may cost
   */
  public record Limits(Slots slots, int checkpointEverySeconds) {
    JobSpecs specs() {
      return new JobSpecs(slots, checkpointEverySeconds);
    }
  }

  /** How jobs are looked at before their turn. */
  public record Looks(FileCheck check, RunPlanner planner) {}

  /** A queue that does not work yet. */
  public JobQueue build(TrainerProcesses trainers, Looks looks, Limits limits) {
    RunFolders folders =
        new RunFolders(dataDirectory.resolve("runs"), files, models, limits.specs());
    Ending ending =
        new Ending(store, files, new TunedWeights(dataDirectory.resolve("models")), clock);
    Validation validation =
        new Validation(store, new Preparation(this, looks, limits), limits.slots(), clock);
    return new JobQueue(store, validation, folders, trainers, ending, clock, limits.slots());
  }

  /** Reports of the same files. */
  public FileReports reports(FileReporter reporter) {
    return new FileReports(this, reporter);
  }

  /** Estimates by the same looks. */
  public Estimates estimates(Looks looks, Limits limits) {
    return new Estimates(new Preparation(this, looks, limits), limits.slots());
  }
}
