package dev.attune.worker.trainer;

import dev.attune.model.layer.Footprint;
import dev.attune.protocol.JobSpec;
import dev.attune.training.LearningRate;
import dev.attune.training.MemoryPlan;
import dev.attune.training.TrainingLoop;
import dev.attune.worker.spec.PlacementSpec;
import org.jspecify.annotations.Nullable;

/** What a specification means for the training loop. */
final class RunOptions {
  private RunOptions() {}

  static TrainingLoop.Options of(JobSpec spec) {
    JobSpec.Optimization optimization = spec.optimization();
    return new TrainingLoop.Options(
        optimization.learningRate(),
        switch (optimization.decay()) {
          case CONSTANT -> LearningRate.Decay.CONSTANT;
          case LINEAR -> LearningRate.Decay.LINEAR;
          case COSINE -> LearningRate.Decay.COSINE;
        },
        optimization.warmupSteps(),
        optimization.weightDecay(),
        optimization.maxGradNorm(),
        spec.packing(),
        spec.seed(),
        PlacementSpec.of(spec.slot()),
        spec.slot().threads(),
        memory(spec.memory()));
  }

  /** A job that was queued by a server of before has no plan. */
  private static MemoryPlan memory(JobSpec.@Nullable Memory memory) {
    return memory == null
        ? MemoryPlan.USUAL
        : new MemoryPlan(
            memory.microBatchTokens(),
            memory.recomputes(),
            new Footprint(memory.kept(), memory.moment()));
  }
}
