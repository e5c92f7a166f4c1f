package dev.attune.server.jobs;

import dev.attune.platform.jobs.DataCounts;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobPlan;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.StateName;
import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.jobs.TuningOptions;
import dev.attune.platform.owner.Project;
import dev.attune.platform.run.Estimates;
import dev.attune.platform.run.ReadProgress;
import dev.attune.protocol.RunPlan;
import dev.attune.wire.finetuning.AttuneJob;
import dev.attune.wire.finetuning.AttuneOptions;
import dev.attune.wire.finetuning.AutoOr;
import dev.attune.wire.finetuning.FineTuningJob;
import dev.attune.wire.finetuning.Hyperparameters;
import dev.attune.wire.finetuning.Integration;
import dev.attune.wire.finetuning.JobError;
import dev.attune.wire.finetuning.JobEstimate;
import dev.attune.wire.finetuning.JobStatus;
import dev.attune.wire.finetuning.Method;
import dev.attune.wire.metadata.Metadata;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Jobs as the wire has them. */
final class JobJson {
  private JobJson() {}

  /**
   * A job.
   *
   * @param read how far its files are read, if they are
   */
  static FineTuningJob of(Project project, Job job, Optional<ReadProgress> read) {
    Outcome outcome = Outcome.of(job);
    return new FineTuningJob(
        job.id(),
        job.order().model(),
        job.createdAt().getEpochSecond(),
        seconds(outcome.finishedAt()),
        seconds(outcome.estimatedFinish()),
        outcome.tunedModel(),
        project.organization().id(),
        outcome.resultFiles(),
        JobStatus.valueOf(StateName.of(job.state()).name()),
        job.order().validationFile(),
        job.order().trainingFile(),
        outcome.trainedTokens(),
        outcome.error(),
        job.seed(),
        integrations(job),
        method(job.order().method(), job.hyperparameters()),
        Optional.ofNullable(job.order().metadata()).map(Metadata::new).orElse(null),
        new AttuneJob(
            options(job.options()),
            job.baseSha256(),
            job.plan() == null ? null : job.plan().bytes(),
            asked(job),
            validation(job, read)));
  }

  private static AttuneJob.@Nullable Validation validation(Job job, Optional<ReadProgress> read) {
    return read.filter(_ -> job.state() instanceof JobState.ValidatingFiles)
        .map(it -> new AttuneJob.Validation(it.done(), it.total()))
        .orElse(null);
  }

  private static AttuneJob.@Nullable Asked asked(Job job) {
    return job.asked() == null
        ? null
        : new AttuneJob.Asked(
            method(job.order().method(), job.asked().hyperparameters()),
            options(job.asked().options()));
  }

  private static Method method(
      dev.attune.platform.jobs.Method method, dev.attune.platform.jobs.Hyperparameters numbers) {
    return switch (method) {
      case SUPERVISED -> new Method.Supervised(hyperparameters(numbers));
      case DPO -> new Method.Dpo(hyperparameters(numbers), auto(numbers.beta()));
    };
  }

  /** What the client asked for; that the operator has jobs tracked elsewhere is no part of it. */
  private static List<Integration> integrations(Job job) {
    return job.order().tracking().stream()
        .flatMap(tracking ->
            switch (tracking) {
              case Tracking.Wandb(var project, var name, var entity, var tags) ->
                  Stream.of(
                      new Integration(
                          new Integration.Wandb(project, name, entity, tags, job.id())));
              case Tracking.Mlflow _, Tracking.TensorBoard _ -> Stream.empty();
            })
        .toList();
  }

  /** What only the job's state says. */
  private record Outcome(
      @Nullable Instant finishedAt,
      @Nullable Instant estimatedFinish,
      @Nullable String tunedModel,
      List<String> resultFiles,
      @Nullable Long trainedTokens,
      @Nullable JobError error) {

    static Outcome of(Job job) {
      return switch (job.state()) {
        case JobState.ValidatingFiles _, JobState.Queued _, JobState.Paused _ ->
            new Outcome(null, null, null, List.of(), null, null);
        case JobState.Running(var estimate) ->
            new Outcome(null, estimate, null, List.of(), null, null);
        case JobState.Succeeded(var at, var tokens, var file) ->
            new Outcome(at, null, job.tunedModel(), List.of(file), tokens, null);
        case JobState.Failed(var at, var error) ->
            new Outcome(
                at,
                null,
                null,
                List.of(),
                null,
                new JobError(error.code(), error.message(), error.param()));
        case JobState.Cancelled(var at) -> new Outcome(at, null, null, List.of(), null, null);
      };
    }
  }

  static JobEstimate of(Estimates.Estimate estimate) {
    Job job = estimate.job();
    DataCounts counts = Objects.requireNonNull(job.counts());
    return new JobEstimate(
        job.order().model(),
        estimate.fits(),
        memory(estimate),
        new JobEstimate.Data(counts.examples(), counts.tokens(), counts.validationTokens()),
        numbers(job.hyperparameters()),
        options(job.options()),
        estimate.steps(),
        estimate.seconds(),
        estimate.warnings());
  }

  private static JobEstimate.Numbers numbers(dev.attune.platform.jobs.Hyperparameters numbers) {
    return new JobEstimate.Numbers(
        Objects.requireNonNull(numbers.nEpochs()),
        Objects.requireNonNull(numbers.batchSize()),
        Objects.requireNonNull(numbers.learningRateMultiplier()));
  }

  private static JobEstimate.Memory memory(Estimates.Estimate estimate) {
    RunPlan.Need need = estimate.need();
    JobPlan plan = Objects.requireNonNull(estimate.job().plan());
    return new JobEstimate.Memory(
        need.bytes(),
        estimate.memory(),
        need.weights(),
        need.optimizer(),
        need.activations(),
        need.process(),
        plan.microBatchTokens(),
        plan.recomputes());
  }

  private static Hyperparameters hyperparameters(dev.attune.platform.jobs.Hyperparameters numbers) {
    return new Hyperparameters(
        auto(numbers.nEpochs()), auto(numbers.batchSize()), auto(numbers.learningRateMultiplier()));
  }

  private static <T> AutoOr<T> auto(@Nullable T picked) {
    return picked == null ? AutoOr.auto() : AutoOr.of(picked);
  }

  private static AttuneOptions options(TuningOptions options) {
    return new AttuneOptions(
        options.tuning() == null ? null : AttuneOptions.Tuning.valueOf(options.tuning().name()),
        options.rank(),
        options.alpha(),
        options.dropout(),
        options.targetModules(),
        options.rankStabilized(),
        options.learningRate(),
        options.schedule() == null
            ? null
            : AttuneOptions.Schedule.valueOf(options.schedule().name()),
        options.warmupRatio(),
        options.maxSequenceLength(),
        options.packing(),
        options.device());
  }

  private static @Nullable Long seconds(@Nullable Instant time) {
    return time == null ? null : time.getEpochSecond();
  }
}
