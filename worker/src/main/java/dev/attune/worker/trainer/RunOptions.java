package dev.attune.worker.trainer;

import dev.attune.protocol.JobSpec;
import dev.attune.training.LearningRate;
import dev.attune.training.SupervisedTraining;

/** What a specification means for the training loop. */
final class RunOptions {
  private RunOptions() {}

  static SupervisedTraining.Options of(JobSpec spec) {
    JobSpec.Optimization optimization = spec.optimization();
    return new SupervisedTraining.Options(
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
        spec.slot().threads());
  }
}
