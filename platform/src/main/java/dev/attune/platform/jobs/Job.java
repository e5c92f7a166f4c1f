package dev.attune.platform.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fine-tuning job.
 *
 * @param seed ordered, or picked when the job was created
 * @param tunedModel the name that the tuned model will have
 * @param asked what {@code hyperparameters} and {@code options} were before the platform picked the
 *     rest; null of a job that an older server created
 * @param counts null until the files are validated
 * @param plan the same; null of a job that an older server validated
 * @param baseSha256 the fingerprint of the whole model that it starts from; null like {@code plan}
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
    @Nullable Asked asked,
    @Nullable DataCounts counts,
    @Nullable JobPlan plan,
    @Nullable String baseSha256,
    JobState state,
    JobRun run,
    long version) {

  /** The same job in another state; only transitions that {@link JobState#mayBecome} allows. */
  public Job to(JobState next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException(
          "The job %s cannot go from %s to %s".formatted(id, state, next));
    }
    return copy(hyperparameters, options, counts, plan, baseSha256, next, run);
  }

  public Job with(JobRun next) {
    return copy(hyperparameters, options, counts, plan, baseSha256, state, next);
  }

  /** The same job with everything picked that was left to the platform. */
  public Job with(Hyperparameters numbers, TuningOptions picked, DataCounts counted) {
    return copy(numbers, picked, counted, plan, baseSha256, state, run);
  }

  public Job with(JobPlan planned) {
    return copy(hyperparameters, options, counts, planned, baseSha256, state, run);
  }

  /** The same job, which starts from the model with this fingerprint. */
  public Job startingFrom(String sha256) {
    return copy(hyperparameters, options, counts, plan, sha256, state, run);
  }

  private Job copy(
      Hyperparameters numbers,
      TuningOptions picked,
      @Nullable DataCounts counted,
      @Nullable JobPlan planned,
      @Nullable String base,
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
        asked,
        counted,
        planned,
        base,
        newState,
        newRun,
        version);
  }
}
