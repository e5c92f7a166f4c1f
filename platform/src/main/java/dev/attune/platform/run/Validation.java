package dev.attune.platform.run;

import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.jobs.Events;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobChange;
import dev.attune.platform.jobs.JobError;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.JobStore;
import dev.attune.platform.jobs.Slots;
import dev.attune.platform.models.Fingerprints;
import dev.attune.platform.models.StartingPoint;
import dev.attune.platform.models.TunedModel.Tuning;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * The part of a job's life before its turn: the files are read, {@code auto} becomes numbers, and
 * the job is queued or fails.
 */
final class Validation {
  private final JobStore store;
  private final Preparation preparation;
  private final Slots slots;
  private final Fingerprints fingerprints = new Fingerprints();
  private final InstantSource clock;
  private final Events events;
  private final ValidationProgress progress = new ValidationProgress();

  Validation(JobStore store, Preparation preparation, Slots slots, InstantSource clock) {
    this.store = store;
    this.preparation = preparation;
    this.slots = slots;
    this.clock = clock;
    this.events = new Events(clock);
  }

  ValidationProgress progress() {
    return progress;
  }

  /** Takes a job out of {@code validating_files}, unless it was cancelled meanwhile. */
  void run(Job job) {
    try {
      validate(job, progress.begin(job.id()));
    } finally {
      progress.end(job.id());
    }
  }

  private void validate(Job job, ReadProgress read) {
    Optional<Job> numbered;
    try {
      numbered = store.apply(prepared(job, read));
    } catch (Preparation.Refusal refusal) {
      store.apply(failed(job, refusal.error()));
      return;
    } catch (PlatformException e) {
      store.apply(failed(job, new JobError("invalid_request", message(e), e.param())));
      return;
    }
    // The numbers show while the job is still being validated, as OpenAI's service has it.
    numbered.ifPresent(now ->
        store.apply(
            JobChange.of(
                now.to(new JobState.Queued()),
                events.info("Files validated, moving job to queued state"))));
  }

  private JobChange prepared(Job job, ReadProgress read) {
    Preparation.Prepared prepared = preparation.prepare(job, false, read);
    long bytes = prepared.need().bytes();
    if (bytes > slots.memory(prepared.job())) {
      Tuning tuning = Objects.requireNonNull(prepared.job().options().tuning());
      throw new Preparation.Refusal(
          new JobError(
              "insufficient_memory", slots.tooLarge(prepared.job(), tuning, bytes), "model"));
    }
    return JobChange.of(
        prepared.job().startingFrom(fingerprint(prepared.start())),
        prepared.warnings().stream().map(events::warning).toList());
  }

  private String fingerprint(StartingPoint start) {
    try {
      return fingerprints.of(start.directory());
    } catch (IOException e) {
      throw new Preparation.Refusal(
          new JobError(
              "invalid_model",
              "The files of the model %s cannot be read: %s. Mend its directory, then create the job again."
                  .formatted(start.name(), e.getMessage()),
              "model"));
    }
  }

  private JobChange failed(Job job, JobError error) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    return JobChange.of(job.to(new JobState.Failed(now, error)), events.error(error.message()));
  }

  private static String message(PlatformException e) {
    return switch (e.code()) {
      case MODEL_NOT_TUNABLE, MODEL_NOT_FOUND, MODEL_NOT_SERVED ->
          "The model %s was removed after the job was created.".formatted(e.getMessage());
      case FILE_NOT_FOUND,
          UPLOAD_NOT_FOUND,
          JOB_NOT_FOUND,
          KEY_NOT_FOUND,
          PROJECT_NOT_FOUND,
          SERVICE_ACCOUNT_NOT_FOUND,
          PERMISSION_NOT_FOUND,
          WEBHOOK_NOT_FOUND,
          NOT_JSON_LINES,
          INVALID_REQUEST,
          INSUFFICIENT_MEMORY,
          WRONG_STATE,
          SAMPLER_UNAVAILABLE,
          WORKER_FAILED,
          INTEGRITY,
          STORAGE_FULL,
          UNUSABLE_STORAGE ->
          String.valueOf(e.getMessage());
    };
  }
}
