package dev.attune.worker.trainer;

import dev.attune.data.ModelText;
import dev.attune.data.check.ExampleLimits;
import dev.attune.data.check.FileRole;
import dev.attune.data.check.TrainingFile;
import dev.attune.data.example.EncodedExample;
import dev.attune.protocol.JobSpec;
import dev.attune.training.SupervisedTraining;
import dev.attune.training.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The examples of a run as tokens, and the plan of which step sees which. */
record RunData(TrainingPlan plan, List<EncodedExample> validation) {
  RunData {
    validation = List.copyOf(validation);
  }

  static RunData load(JobSpec spec) {
    try (ModelText text = ModelText.load(Path.of(spec.base().directory()))) {
      List<EncodedExample> training = encode(spec, spec.trainingFile(), FileRole.TRAINING, text);
      List<EncodedExample> validation =
          spec.validationFile() == null
              ? List.of()
              : encode(spec, spec.validationFile(), FileRole.VALIDATION, text);
      TrainingPlan plan =
          new TrainingPlan(
              training,
              spec.optimization().nEpochs(),
              spec.optimization().batchSize(),
              spec.seed());
      return new RunData(plan, validation);
    }
  }

  SupervisedTraining.Data forTraining() {
    return new SupervisedTraining.Data(plan, validation);
  }

  private static List<EncodedExample> encode(
      JobSpec spec, String file, FileRole role, ModelText text) {
    ExampleLimits limits = new ExampleLimits(spec.maxSequenceLength(), spec.maxSequenceLength());
    List<EncodedExample> examples = new ArrayList<>();
    new TrainingFile(Path.of(file), role, text, limits)
        .encode((_, encoding) -> examples.add(encoding.example()));
    return examples;
  }
}
