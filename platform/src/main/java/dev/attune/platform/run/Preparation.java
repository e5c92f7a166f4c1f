package dev.attune.platform.run;

import dev.attune.platform.files.StoredFile;
import dev.attune.platform.jobs.DataCounts;
import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobError;
import dev.attune.platform.jobs.JobPlan;
import dev.attune.platform.jobs.Slots;
import dev.attune.platform.jobs.TuningOptions;
import dev.attune.platform.models.StartingPoint;
import dev.attune.protocol.JobSpec;
import dev.attune.protocol.RunPlan;
import dev.attune.protocol.RunPlanRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out all that a job leaves open: reads its files, turns {@code auto} into numbers, and plans
 * its memory. It changes nothing.
 */
final class Preparation {
  private final QueueParts parts;
  private final QueueParts.Looks looks;
  private final JobSpecs specs;
  private final Slots slots;

  Preparation(QueueParts parts, QueueParts.Looks looks, QueueParts.Limits limits) {
    this.parts = parts;
    this.looks = looks;
    this.specs = limits.specs();
    this.slots = limits.slots();
  }

  /**
   * A job with everything picked.
   *
   * @param start the model that it starts from
   * @param need bytes of its trainer, part by part
   * @param secondsPerToken that is trained on; null where it was not rehearsed
   * @param warnings what a person should know, a sentence each
   */
  record Prepared(
      Job job,
      StartingPoint start,
      RunPlan.Need need,
      int steps,
      @Nullable Double secondsPerToken,
      List<String> warnings) {
    Prepared {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Prepares a job.
   *
   * @param rehearses whether to measure how long it will take as well
   * @param progress is told how far the files are read
   * @throws Refusal when it can never run, but for its memory
   */
  Prepared prepare(Job job, boolean rehearses, ReadProgress progress) {
    StartingPoint start = parts.models().startingPoint(job.projectId(), job.order().model());
    if (!Files.isDirectory(start.directory())) {
      throw new Refusal(
          new JobError(
              "invalid_model",
              "The directory of the model %s is gone. Put it back, or add the model again."
                  .formatted(start.name()),
              "model"));
    }
    Data data = data(job, start, progress);
    Hyperparameters numbers =
        Picks.hyperparameters(
            job.order().method(), job.hyperparameters(), data.training().examples());
    TuningOptions options =
        Picks.options(
            job.options().with(parts.controlTokens()),
            start,
            before(start),
            job.order().method(),
            slots.usual().id(),
            Objects.requireNonNull(numbers.learningRateMultiplier()));
    progress.plan();
    Job numbered = job.with(numbers, options, data.counts());
    return planned(numbered, start, data, rehearses);
  }

  private Prepared planned(Job job, StartingPoint start, Data data, boolean rehearses) {
    Path none = Path.of("training.jsonl"); // a plan reads no file
    RunPlanRequest request =
        new RunPlanRequest(
            specs.of(job, start, none, Optional.empty()),
            data.training().lengths(),
            data.validation().map(FileCheck.Result.Usable::lengths).orElse(List.of()),
            (double) data.training().lossTokens() / data.training().tokens(),
            slots.memory(job),
            rehearses);
    return switch (looks.planner().plan(request)) {
      case RunPlan.Refused(String code, String message) ->
          throw new Refusal(new JobError(code, message, "model"));
      case RunPlan.Made made ->
          new Prepared(
              job.with(plan(made)),
              start,
              made.need(),
              made.steps(),
              made.secondsPerToken(),
              data.warnings());
    };
  }

  private static JobPlan plan(RunPlan.Made made) {
    JobSpec.Memory memory = made.memory();
    return new JobPlan(
        made.need().bytes(),
        memory.microBatchTokens(),
        memory.recomputes(),
        memory.kept(),
        memory.moment());
  }

  /** What the files hold. */
  private record Data(
      FileCheck.Result.Usable training, Optional<FileCheck.Result.Usable> validation) {
    DataCounts counts() {
      return new DataCounts(
          training.examples(),
          training.tokens(),
          validation.map(FileCheck.Result.Usable::tokens).orElse(0L));
    }

    List<String> warnings() {
      return Stream.concat(Stream.of(training), validation.stream())
          .flatMap(each -> each.warnings().stream())
          .toList();
    }
  }

  private Data data(Job job, StartingPoint start, ReadProgress progress) {
    ReadFile training = file(job, FileCheck.Role.TRAINING, job.order().trainingFile());
    Optional<ReadFile> validation =
        Optional.ofNullable(job.order().validationFile())
            .map(id -> file(job, FileCheck.Role.VALIDATION, id));
    progress.begin(training, validation);
    return new Data(
        check(job, start, FileCheck.Role.TRAINING, training),
        validation.map(file -> check(job, start, FileCheck.Role.VALIDATION, file)));
  }

  private FileCheck.Result.Usable check(
      Job job, StartingPoint start, FileCheck.Role role, ReadFile file) {
    FileCheck.Learner learner =
        new FileCheck.Learner(
            start.directory(),
            start.base().context(),
            job.options().maxSequenceLength(),
            parts.controlTokens(),
            job.order().method());
    return switch (looks.check().check(learner, file, role)) {
      case FileCheck.Result.Usable usable -> usable;
      case FileCheck.Result.Refused(JobError error) -> throw new Refusal(error);
    };
  }

  private ReadFile file(Job job, FileCheck.Role role, String fileId) {
    String param = role == FileCheck.Role.TRAINING ? "training_file" : "validation_file";
    StoredFile file =
        parts
            .files()
            .findForJob(job.projectId(), fileId)
            .orElseThrow(() ->
                new Refusal(
                    new JobError(
                        "invalid_" + param,
                        "The file %s was deleted. Upload it again and create a new job."
                            .formatted(fileId),
                        param)));
    return new ReadFile(file, parts.files().content(file));
  }

  /** The settings of the job that made the adapter to go on with. */
  private Optional<TuningOptions> before(StartingPoint start) {
    return start
        .adapter()
        .flatMap(adapter -> parts.store().find(adapter.jobId()))
        .map(Job::options);
  }

  /** Such a job can never run. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient JobError error;

    Refusal(JobError error) {
      super(error.message(), null, false, false);
      this.error = error;
    }

    JobError error() {
      return error;
    }
  }
}
