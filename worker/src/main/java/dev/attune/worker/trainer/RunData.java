package dev.attune.worker.trainer;

import dev.attune.data.ModelText;
import dev.attune.data.check.ExampleLimits;
import dev.attune.data.check.FileRole;
import dev.attune.data.check.TrainingFile;
import dev.attune.data.example.EncodedItem;
import dev.attune.data.lines.ReadListener;
import dev.attune.protocol.JobSpec;
import dev.attune.training.TrainingLoop;
import dev.attune.training.TrainingPlan;
import dev.attune.worker.spec.MethodSpec;
import dev.attune.worker.spec.TextSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The examples of a run as tokens, and the plan of which step sees which. */
record RunData(TrainingPlan plan, List<EncodedItem> validation) {
  private static final int BETWEEN = 256;

  RunData {
    validation = List.copyOf(validation);
  }

  /**
   * Reads the files of a run.
   *
   * @param date what templates that write the date are told
   * @param between is called every so many examples, and may end it by an exception
   */
  static RunData load(JobSpec spec, Instant date, Runnable between) {
    Path directory = Path.of(spec.base().directory());
    try (ModelText text =
        ModelText.load(
            directory, TextSpec.controlTokens(spec.controlTokens()), InstantSource.fixed(date))) {
      Encoder encoder = new Encoder(spec, text, between);
      List<EncodedItem> training = encoder.encode(spec.trainingFile(), FileRole.TRAINING);
      List<EncodedItem> validation =
          spec.validationFile() == null
              ? List.of()
              : encoder.encode(spec.validationFile(), FileRole.VALIDATION);
      TrainingPlan plan =
          new TrainingPlan(
              training,
              spec.optimization().nEpochs(),
              spec.optimization().batchSize(),
              spec.seed());
      return new RunData(plan, validation);
    }
  }

  TrainingLoop.Data forTraining() {
    return new TrainingLoop.Data(plan, validation);
  }

  private record Encoder(JobSpec spec, ModelText text, Runnable between) {
    List<EncodedItem> encode(String file, FileRole role) {
      int cut = spec.maxSequenceLength();
      List<EncodedItem> examples = new ArrayList<>();
      new TrainingFile(
              Path.of(file),
              role,
              MethodSpec.format(spec.method()),
              text,
              new ExampleLimits(cut, cut))
          .encode(
              (line, encoding) -> {
                examples.add(encoding.item());
                if (line % BETWEEN == 0) {
                  between.run();
                }
              },
              ReadListener.NONE);
      return examples;
    }
  }
}
