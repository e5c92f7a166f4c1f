package dev.attune.platform.run;

import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.jobs.JobStore;
import dev.attune.platform.models.Models;
import dev.attune.platform.process.TrainerProcesses;
import dev.attune.protocol.ControlTokens;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What a {@link JobQueue} is built from.
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
   * @param jobs at once
   * @param threads cores that each may keep busy
   */
  public record Limits(int jobs, int threads, int checkpointEverySeconds) {}

  /** A queue that does not work yet. */
  public JobQueue build(TrainerProcesses trainers, FileCheck check, Limits limits) {
    RunFolders folders =
        new RunFolders(
            dataDirectory.resolve("runs"),
            files,
            models,
            new JobSpecs(limits.threads(), limits.checkpointEverySeconds()));
    Ending ending =
        new Ending(store, files, new TunedWeights(dataDirectory.resolve("models")), clock);
    Validation validation = new Validation(store, files, models, check, controlTokens, clock);
    return new JobQueue(store, validation, folders, trainers, ending, clock, limits.jobs());
  }
}
