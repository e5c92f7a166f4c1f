package dev.attune.cli.migrate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a migration would do, in the order in which it would do it. */
record Plan(List<PlannedFile> files, List<PlannedJob> jobs) {
  Plan {
    files = List.copyOf(files);
    jobs = List.copyOf(jobs);
  }

  /**
   * A file that a job to be made learns from.
   *
   * @param newId when an earlier run uploaded it
   */
  record PlannedFile(OldFile file, Optional<String> newId) {}

  /** A job and what becomes of it. */
  record PlannedJob(OldJob job, Fate fate) {}

  /** What becomes of a job. */
  sealed interface Fate {
    /**
     * It is made.
     *
     * @param model here
     * @param note what of it is left out, if anything
     */
    record Create(String model, Optional<String> note) implements Fate {}

    /** An earlier run made it. */
    record Made(String newId) implements Fate {}

    /** It is left out. */
    record Skip(String reason) implements Fate {}
  }

  Stream<PlannedJob> toCreate() {
    return jobs.stream().filter(job -> job.fate() instanceof Fate.Create);
  }
}
