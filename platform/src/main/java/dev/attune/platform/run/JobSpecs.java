package dev.attune.platform.run;

import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobPlan;
import dev.attune.platform.jobs.Slots;
import dev.attune.platform.jobs.TuningOptions;
import dev.attune.platform.models.StartingPoint;
import dev.attune.platform.models.TunedModel;
import dev.attune.protocol.ControlTokens;
import dev.attune.protocol.JobSpec;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a job whose settings are all picked into what its trainer is told. */
final class JobSpecs {
  private static final double WEIGHT_DECAY = 0.01;
  private static final double MAX_GRAD_NORM = 1;

  private final Slots slots;
  private final int checkpointEverySeconds;

  JobSpecs(Slots slots, int checkpointEverySeconds) {
    this.slots = slots;
    this.checkpointEverySeconds = checkpointEverySeconds;
  }

  JobSpec of(Job job, StartingPoint start, Path training, Optional<Path> validation) {
    TuningOptions options = job.options();
    return new JobSpec(
        job.id(),
        job.run().fence(),
        method(job),
        new JobSpec.BaseModel(
            start.directory().toString(),
            start.adapter().map(adapter -> adapter.directory().toString()).orElse(null)),
        training.toString(),
        validation.map(Path::toString).orElse(null),
        tuning(options),
        optimization(job),
        picked(options.maxSequenceLength()),
        controlTokens(options),
        picked(options.packing()),
        job.seed(),
        checkpointEverySeconds,
        slots.slot(job),
        memory(job.plan()));
  }

  private static JobSpec.@Nullable Memory memory(@Nullable JobPlan plan) {
    return plan == null
        ? null
        : new JobSpec.Memory(
            plan.microBatchTokens(), plan.recomputes(), plan.kept(), plan.moment());
  }

  /** Jobs that were validated before there was a choice have none. */
  private static ControlTokens controlTokens(TuningOptions options) {
    return Objects.requireNonNullElse(options.controlTokens(), ControlTokens.RECOGNIZED);
  }

  private static JobSpec.Method method(Job job) {
    return switch (job.order().method()) {
      case SUPERVISED -> new JobSpec.Method.Supervised();
      case DPO -> new JobSpec.Method.Preference(picked(job.hyperparameters().beta()));
    };
  }

  private static JobSpec.Tuning tuning(TuningOptions options) {
    return switch (picked(options.tuning())) {
      case FULL -> new JobSpec.Tuning.Full();
      case LORA ->
          new JobSpec.Tuning.Lora(
              picked(options.rank()),
              picked(options.alpha()),
              picked(options.dropout()),
              picked(options.targetModules()),
              Boolean.TRUE.equals(options.rankStabilized()));
    };
  }

  private static JobSpec.Optimization optimization(Job job) {
    Hyperparameters numbers = job.hyperparameters();
    int nEpochs = picked(numbers.nEpochs());
    int batchSize = picked(numbers.batchSize());
    int steps = nEpochs * Math.ceilDiv(picked(job.counts()).examples(), batchSize);
    return new JobSpec.Optimization(
        nEpochs,
        batchSize,
        picked(job.options().learningRate()),
        switch (picked(job.options().schedule())) {
          case LINEAR -> JobSpec.Decay.LINEAR;
          case COSINE -> JobSpec.Decay.COSINE;
          case CONSTANT -> JobSpec.Decay.CONSTANT;
        },
        (int) Math.round(picked(job.options().warmupRatio()) * steps),
        job.options().tuning() == TunedModel.Tuning.FULL ? WEIGHT_DECAY : 0,
        MAX_GRAD_NORM);
  }

  private static <T> T picked(@Nullable T value) {
    return Objects.requireNonNull(value, "A queued job has all its settings");
  }
}
