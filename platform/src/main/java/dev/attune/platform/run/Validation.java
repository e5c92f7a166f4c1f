package dev.attune.platform.run;

import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.files.StoredFile;
import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.jobs.DataCounts;
import dev.attune.platform.jobs.Events;
import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobChange;
import dev.attune.platform.jobs.JobError;
import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.JobStore;
import dev.attune.platform.jobs.TuningOptions;
import dev.attune.platform.models.Models;
import dev.attune.platform.models.StartingPoint;
import dev.attune.protocol.ControlTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The part of a job's life before its turn: the files are read, {@code auto} becomes numbers, and
 * the job is queued or fails.
 */
final class Validation {
  private final JobStore store;
  private final StoredFiles files;
  private final Models models;
  private final FileCheck check;
  private final ControlTokens controlTokens;
  private final InstantSource clock;
  private final Events events;

  Validation(
      JobStore store,
      StoredFiles files,
      Models models,
      FileCheck check,
      ControlTokens controlTokens,
      InstantSource clock) {
    this.store = store;
    this.files = files;
    this.models = models;
    this.check = check;
    this.controlTokens = controlTokens;
    this.clock = clock;
    this.events = new Events(clock);
  }

  /** Takes a job out of {@code validating_files}, unless it was cancelled meanwhile. */
  void run(Job job) {
    Optional<Job> numbered;
    try {
      numbered = store.apply(picked(job));
    } catch (Refusal refusal) {
      store.apply(failed(job, refusal.error));
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

  private JobChange picked(Job job) {
    StartingPoint start = models.startingPoint(job.projectId(), job.order().model());
    if (!Files.isDirectory(start.directory())) {
      throw new Refusal(
          new JobError(
              "invalid_model",
              "The directory of the model %s is gone. Put it back, or add the model again."
                  .formatted(start.name()),
              "model"));
    }
    FileCheck.Result.Usable training =
        check(job, start, FileCheck.Role.TRAINING, job.order().trainingFile());
    List<JobEvent> warnings = new ArrayList<>(warnings(training));
    long validationTokens = 0;
    String validationFile = job.order().validationFile();
    if (validationFile != null) {
      FileCheck.Result.Usable validation =
          check(job, start, FileCheck.Role.VALIDATION, validationFile);
      validationTokens = validation.tokens();
      warnings.addAll(warnings(validation));
    }
    Hyperparameters numbers = Picks.hyperparameters(job.hyperparameters(), training.examples());
    TuningOptions options =
        Picks.options(
            job.options().with(controlTokens),
            start,
            before(start),
            Objects.requireNonNull(numbers.learningRateMultiplier()));
    DataCounts counts = new DataCounts(training.examples(), training.tokens(), validationTokens);
    return JobChange.of(job.with(numbers, options, counts), warnings);
  }

  private FileCheck.Result.Usable check(
      Job job, StartingPoint start, FileCheck.Role role, String fileId) {
    Path content = content(job, role, fileId);
    FileCheck.Learner learner =
        new FileCheck.Learner(
            start.directory(),
            start.base().context(),
            job.options().maxSequenceLength(),
            controlTokens);
    return switch (check.check(learner, content, role)) {
      case FileCheck.Result.Usable usable -> usable;
      case FileCheck.Result.Refused(JobError error) -> throw new Refusal(error);
    };
  }

  private Path content(Job job, FileCheck.Role role, String fileId) {
    String param = role == FileCheck.Role.TRAINING ? "training_file" : "validation_file";
    StoredFile file =
        files
            .find(job.projectId(), fileId)
            .orElseThrow(() ->
                new Refusal(
                    new JobError(
                        "invalid_" + param,
                        "The file %s was deleted. Upload it again and create a new job."
                            .formatted(fileId),
                        param)));
    return files.content(file);
  }

  /** The settings of the job that made the adapter to go on with. */
  private Optional<TuningOptions> before(StartingPoint start) {
    return start.adapter().flatMap(adapter -> store.find(adapter.jobId())).map(Job::options);
  }

  private List<JobEvent> warnings(FileCheck.Result.Usable usable) {
    return usable.warnings().stream().map(events::warning).toList();
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
          JOB_NOT_FOUND,
          KEY_NOT_FOUND,
          NOT_JSON_LINES,
          INVALID_REQUEST,
          WRONG_STATE,
          SAMPLER_UNAVAILABLE,
          WORKER_FAILED,
          INTEGRITY,
          STORAGE_FULL,
          UNUSABLE_STORAGE ->
          String.valueOf(e.getMessage());
    };
  }

  /** Ends the check of a job. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient JobError error;

    Refusal(JobError error) {
      super(error.message(), null, false, false);
      this.error = error;
    }
  }
}
