package dev.attune.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.data.example.EncodedExample;
import dev.attune.model.Adapters;
import dev.attune.model.LoadedModel;
import dev.attune.torch.NativeMemory;
import dev.attune.torch.Placement;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingLoopTest {
  @TempDir Path temporary;

  @Test
  void theLossFallsAndAnAdapterIsLeftThatCanBeLoaded() {
    List<EncodedExample> examples = Fixtures.examples(12);
    Fixtures.Recorder recorder = new Fixtures.Recorder(temporary, 0);
    try (LoadedModel loaded = LoadedModel.load(Fixtures.modelFolder());
        TrainingLoop training =
            training(Fixtures.lora(loaded, 0), examples, List.of(), 20, recorder, true)) {
      int last = training.run();

      assertThat(last).isEqualTo(60);
      assertThat(recorder.steps.getLast().train().meanLoss())
          .isLessThan(recorder.steps.getFirst().train().meanLoss() / 2);
      assertThat(
              Adapters.load(loaded.model(), recorder.checkpoint(60)).parameters().stream()
                  .mapToLong(parameter -> parameter.count())
                  .sum())
          .isEqualTo(training.trainableParameters());
    }
  }

  @Test
  void aFullyTunedModelIsAModelDirectory() {
    List<EncodedExample> examples = Fixtures.examples(12);
    Fixtures.Recorder recorder = new Fixtures.Recorder(temporary, 0);
    LossSum inTraining;
    try (LoadedModel loaded = LoadedModel.load(Fixtures.modelFolder());
        TrainingLoop training =
            training(new Tuning.Full(loaded), examples, examples, 2, recorder, true)) {
      training.run();
      inTraining = Objects.requireNonNull(recorder.steps.getLast().fullValid());
    }
    try (LoadedModel tuned = LoadedModel.load(recorder.checkpoint(6));
        Workers workers =
            new Workers(new Trainee(tuned.model(), null), Placement.CPU, MemoryPlan.USUAL, 1, 1)) {
      assertThat(recorder.checkpoint(6).resolve("generation_config.json")).exists();
      LossSum loaded = workers.evaluate(new Slices(1024, true).divide(examples, 1));
      assertThat(loaded.meanLoss()).isCloseTo(inTraining.meanLoss(), Offset.offset(1e-6));
    }
  }

  @Test
  void packingChangesNoLoss() {
    List<EncodedExample> examples = Fixtures.examples(12);
    Fixtures.Recorder packed = run(examples, true);
    Fixtures.Recorder apart = run(examples, false);
    for (int i = 0; i < packed.steps.size(); i++) {
      TrainingListener.StepResult a = packed.steps.get(i);
      TrainingListener.StepResult b = apart.steps.get(i);
      assertThat(a.train().meanLoss()).isCloseTo(b.train().meanLoss(), Offset.offset(1e-4));
      assertThat(a.gradNorm()).isCloseTo(b.gradNorm(), Offset.offset(1e-3 * b.gradNorm()));
    }
  }

  @Test
  void validationIsMeasuredNowAndThenAndAtEachEpochsEnd() {
    List<EncodedExample> examples = Fixtures.examples(24);
    Fixtures.Recorder recorder = new Fixtures.Recorder(temporary, 0);
    try (LoadedModel loaded = LoadedModel.load(Fixtures.modelFolder());
        TrainingLoop training =
            training(
                Fixtures.lora(loaded, 0),
                examples.subList(0, 16),
                examples.subList(16, 24),
                3,
                recorder,
                true)) {
      training.run();
    }
    assertThat(recorder.steps.stream().filter(step -> step.valid() != null))
        .extracting(TrainingListener.StepResult::step)
        .containsExactly(4, 8, 10, 12);
    assertThat(recorder.steps.stream().filter(step -> step.fullValid() != null))
        .extracting(TrainingListener.StepResult::step)
        .containsExactly(4, 8, 12);
    assertThat(recorder.saved).containsExactly(4, 8, 12);
  }

  @Test
  void aLossThatIsNoNumberEndsTheTrainingByName() {
    List<EncodedExample> examples = Fixtures.examples(12);
    TrainingLoop.Options absurd =
        new TrainingLoop.Options(
            1e30,
            LearningRate.Decay.CONSTANT,
            0,
            0,
            1,
            true,
            1,
            Placement.CPU,
            1,
            MemoryPlan.USUAL);
    try (LoadedModel loaded = LoadedModel.load(Fixtures.modelFolder());
        TrainingLoop training =
            new TrainingLoop(
                new Tuning.Full(loaded),
                new TrainingLoop.Data(new TrainingPlan(examples, 5, 4, 1), List.of()),
                absurd,
                Optional.empty(),
                new Fixtures.Recorder(temporary, 0))) {
      assertThatThrownBy(training::run)
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("no longer a number at step")
          .hasMessageContaining("lower learning_rate_multiplier");
    }
  }

  @Test
  void aThousandStepsHoldNoMoreMemoryThanTen() {
    long[] held = new long[2];
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepDone(StepResult result) {
            if (result.step() == 10) {
              held[0] = NativeMemory.heldBytes();
            }
            held[1] = NativeMemory.heldBytes();
          }

          @Override
          public Wish wish(int step) {
            return Wish.GO_ON;
          }

          @Override
          public void save(int step, @Nullable Integer endOfEpoch, CheckpointContent content) {
            // Nothing is kept.
          }
        };
    try (LoadedModel loaded = LoadedModel.load(Fixtures.modelFolder());
        TrainingLoop training =
            training(
                Fixtures.lora(loaded, 0), Fixtures.examples(8), List.of(), 500, listener, true)) {
      assertThat(training.run()).isEqualTo(1000);
    }
    // A handle left behind for each operator would be 300 MB.
    assertThat(held[1] - held[0]).isLessThan(8 << 20);
  }

  private Fixtures.Recorder run(List<EncodedExample> examples, boolean packing) {
    Fixtures.Recorder recorder = new Fixtures.Recorder(temporary.resolve("packing-" + packing), 0);
    try (LoadedModel loaded = LoadedModel.load(Fixtures.modelFolder());
        TrainingLoop training =
            training(Fixtures.lora(loaded, 0), examples, List.of(), 3, recorder, packing)) {
      training.run();
    }
    return recorder;
  }

  private static TrainingLoop training(
      Tuning tuning,
      List<EncodedExample> examples,
      List<EncodedExample> validation,
      int epochs,
      TrainingListener listener,
      boolean packing) {
    return new TrainingLoop(
        tuning,
        new TrainingLoop.Data(new TrainingPlan(examples, epochs, 4, 1), validation),
        new TrainingLoop.Options(
            5e-3,
            LearningRate.Decay.LINEAR,
            0,
            0,
            1,
            packing,
            1,
            Placement.CPU,
            2,
            MemoryPlan.USUAL),
        Optional.empty(),
        listener);
  }
}
