package dev.attune.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.data.example.EncodedExample;
import dev.attune.model.LoadedModel;
import dev.attune.model.layer.Footprint;
import dev.attune.torch.Placement;
import dev.attune.torch.SafetensorsWriter;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training that was stopped and resumed anywhere equals the unbroken one to the last bit. */
final class ResumeTest {
  private static final int EXAMPLES = 13;
  private static final int EPOCHS = 3;
  private static final int BATCH = 4;
  private static final int STEPS = 12;

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({"lora,0", "lora,0.1", "full,0"})
  void resumingAfterAnyStepGivesTheSameBits(String tuning, double dropout) throws IOException {
    Fixtures.Recorder unbroken = recorder("unbroken", 0);
    run(tuning, dropout, Optional.empty(), unbroken, Fixtures.options(2));
    assertThat(unbroken.steps).hasSize(STEPS);

    for (int stop = 1; stop < STEPS; stop++) {
      Fixtures.Recorder first = recorder("first-" + stop, stop);
      run(tuning, dropout, Optional.empty(), first, Fixtures.options(2));
      Fixtures.Recorder second = recorder("second-" + stop, 0);
      Optional<Path> checkpoint = Optional.of(first.checkpoint(stop));
      run(tuning, dropout, checkpoint, second, Fixtures.options(2));

      assertThat(bits(second)).isEqualTo(bits(unbroken).subList(stop, STEPS));
      assertSameFiles(second.checkpoint(STEPS), unbroken.checkpoint(STEPS));
    }
  }

  @ParameterizedTest
  @CsvSource({"lora,0", "lora,0.1", "full,0"})
  void layersThatAreComputedAgainGiveTheSameBits(String tuning, double dropout) throws IOException {
    Fixtures.Recorder kept = recorder("kept", 0);
    run(tuning, dropout, Optional.empty(), kept, Fixtures.options(2));
    Fixtures.Recorder again = recorder("again", 0);
    MemoryPlan recomputes = new MemoryPlan(1024, true, Footprint.NONE);
    run(tuning, dropout, Optional.empty(), again, Fixtures.options(2, recomputes));

    assertThat(bits(again)).isEqualTo(bits(kept));
    assertSameFiles(again.checkpoint(STEPS), kept.checkpoint(STEPS));
  }

  @Test
  void aResumedTrainingKeepsTheSizeOfItsMicroBatches() throws IOException {
    MemoryPlan small = new MemoryPlan(40, false, Footprint.NONE);
    Fixtures.Recorder unbroken = recorder("unbroken", 0);
    run("lora", 0.1, Optional.empty(), unbroken, Fixtures.options(2, small));
    Fixtures.Recorder first = recorder("first", 5);
    run("lora", 0.1, Optional.empty(), first, Fixtures.options(2, small));
    Fixtures.Recorder second = recorder("second", 0);
    run("lora", 0.1, Optional.of(first.checkpoint(5)), second, Fixtures.options(2));

    assertThat(bits(second)).isEqualTo(bits(unbroken).subList(5, STEPS));
  }

  @Test
  void theNumberOfThreadsOfAResumedTrainingDoesNotChangeItsNumbers() throws IOException {
    Fixtures.Recorder unbroken = recorder("unbroken", 0);
    run("lora", 0.1, Optional.empty(), unbroken, Fixtures.options(2));
    Fixtures.Recorder first = recorder("first", 5);
    run("lora", 0.1, Optional.empty(), first, Fixtures.options(2));
    Fixtures.Recorder second = recorder("second", 0);
    run("lora", 0.1, Optional.of(first.checkpoint(5)), second, Fixtures.options(1));

    assertThat(bits(second)).isEqualTo(bits(unbroken).subList(5, STEPS));
    assertSameFiles(second.checkpoint(STEPS), unbroken.checkpoint(STEPS));
  }

  @Test
  void withoutItsMomentsAResumedTrainingWouldDiffer() throws IOException {
    Fixtures.Recorder unbroken = recorder("unbroken", 0);
    run("lora", 0, Optional.empty(), unbroken, Fixtures.options(2));
    Fixtures.Recorder first = recorder("first", 5);
    run("lora", 0, Optional.empty(), first, Fixtures.options(2));
    zeroAllTensors(first.checkpoint(5).resolve("optimizer.safetensors"));
    Fixtures.Recorder second = recorder("second", 0);
    run("lora", 0, Optional.of(first.checkpoint(5)), second, Fixtures.options(2));

    assertThat(bits(second)).isNotEqualTo(bits(unbroken).subList(5, STEPS));
  }

  @Test
  void withAnotherPositionAResumedTrainingWouldDiffer() throws IOException {
    Fixtures.Recorder unbroken = recorder("unbroken", 0);
    run("lora", 0, Optional.empty(), unbroken, Fixtures.options(2));
    Fixtures.Recorder first = recorder("first", 5);
    run("lora", 0, Optional.empty(), first, Fixtures.options(2));
    Path state = first.checkpoint(5).resolve("trainer_state.json");
    Files.writeString(state, Files.readString(state).replace("\"step\":5", "\"step\":4"));
    Fixtures.Recorder second = recorder("second", 0);
    run("lora", 0, Optional.of(first.checkpoint(5)), second, Fixtures.options(2));

    assertThat(bits(second)).isNotEqualTo(bits(unbroken).subList(4, STEPS));
  }

  @Test
  void aCheckpointOfAnotherTrainingIsRefused() throws IOException {
    Fixtures.Recorder first = recorder("first", 5);
    run("lora", 0, Optional.empty(), first, Fixtures.options(2));
    TrainingLoop.Options otherSeed =
        new TrainingLoop.Options(
            5e-3,
            LearningRate.Decay.LINEAR,
            2,
            0.01,
            1.0,
            true,
            12,
            Placement.CPU,
            2,
            MemoryPlan.USUAL);

    assertThatThrownBy(() ->
            run("lora", 0, Optional.of(first.checkpoint(5)), recorder("second", 0), otherSeed))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("belongs to a training of 12 steps with seed 11");
  }

  private Fixtures.Recorder recorder(String name, int stopAfter) {
    return new Fixtures.Recorder(temporary.resolve(name), stopAfter);
  }

  private static void run(
      String tuning,
      double dropout,
      Optional<Path> resumeFrom,
      Fixtures.Recorder recorder,
      TrainingLoop.Options options) {
    List<EncodedExample> examples = Fixtures.examples(EXAMPLES + 5);
    TrainingPlan plan = new TrainingPlan(examples.subList(0, EXAMPLES), EPOCHS, BATCH, 11);
    TrainingLoop.Data data = new TrainingLoop.Data(plan, examples.subList(EXAMPLES, EXAMPLES + 5));
    try (LoadedModel loaded = LoadedModel.load(Fixtures.modelFolder());
        TrainingLoop training =
            new TrainingLoop(
                tuning.equals("lora") ? Fixtures.lora(loaded, dropout) : new Tuning.Full(loaded),
                data,
                options,
                resumeFrom,
                recorder)) {
      training.run();
    }
  }

  /** Everything that a step reports but its duration, which no two runs share. */
  private static List<Object> bits(Fixtures.Recorder recorder) {
    return recorder.steps.stream()
        .map(step ->
            (Object)
                new TrainingListener.StepResult(
                    step.step(),
                    step.epoch(),
                    step.train(),
                    step.valid(),
                    step.fullValid(),
                    step.learningRate(),
                    step.gradNorm(),
                    step.tokens(),
                    0))
        .toList();
  }

  private static void assertSameFiles(Path actual, Path expected) throws IOException {
    try (var files = Files.list(expected)) {
      for (Path file : files.toList()) {
        assertThat(actual.resolve(file.getFileName())).hasSameBinaryContentAs(file);
      }
    }
  }

  private static void zeroAllTensors(Path file) throws IOException {
    Path zeros = file.resolveSibling("zeros");
    try (TensorScope _ = new TensorScope();
        WeightFiles files = WeightFiles.openFile(file)) {
      SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
      files.names().forEach(name -> tensors.put(name, Tensors.zeros(files.f32(name).shape())));
      SafetensorsWriter.write(zeros, tensors);
    }
    Files.move(zeros, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
