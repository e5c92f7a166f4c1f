package dev.attune.platform.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fine-tuning job.
 *
 * @param seed ordered, or picked when the job was created
 * @param tunedModel the name that the tuned model will have
 * @param counts null until the files are validated
 * @param plan the same; null of a job that an older server validated
 * @param version grows with every change; a change of anything but the newest version is dropped
 */
public record Job(
    String id,
    String projectId,
    Instant createdAt,
    JobOrder order,
    int seed,
    String tunedModel,
    Hyperparameters hyperparameters,
    TuningOptions options,
    @Nullable DataCounts counts,
    @Nullable JobPlan plan,
    JobState state,
    JobRun run,
    long version) {

  /** The same job in another state; only transitions that {@link JobState#mayBecome} allows. */
  public Job to(JobState next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException(
          "The job %s cannot go from %s to %s".formatted(id, state, next));
    }
    return copy(hyperparameters, options, counts, plan, next, run);
  }

  public Job with(JobRun next) {
    return copy(hyperparameters, options, counts, plan, state, next);
  }

  /** The same job with everything picked that was left to the platform. */
  public Job with(Hyperparameters numbers, TuningOptions picked, DataCounts counted) {
    return copy(numbers, picked, counted, plan, state, run);
  }

  public Job with(JobPlan planned) {
    return copy(hyperparameters, options, counts, planned, state, run);
  }

  private Job copy(
      Hyperparameters numbers,
      TuningOptions picked,
      @Nullable DataCounts counted,
      @Nullable JobPlan planned,
      JobState newState,
      JobRun newRun) {
    return new Job(
        id,
        projectId,
        createdAt,
        order,
        seed,
        tunedModel,
        numbers,
        picked,
        counted,
        planned,
        newState,
        newRun,
        version);
  }
}
