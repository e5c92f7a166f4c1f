package dev.attune.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.attune.data.example.EncodedExample;
import dev.attune.model.LoadedModel;
import dev.attune.torch.DType;
import dev.attune.torch.Device;
import dev.attune.torch.Placement;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.Torch;
import dev.attune.torch.WeightFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training that computes in BF16, as on an accelerator, beside the same training in F32. */
final class MixedPrecisionTest {
  private static final Placement BF16 = new Placement(Device.CPU, DType.BF16);
  private static final int EPOCHS = 6;

  @TempDir Path temporary;

  @BeforeEach
  void enter() {
    Torch.enterThread();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lora", "full"})
  void theLossGoesTheWayThatItGoesInF32(String tuning) {
    Fixtures.Recorder exact = run(tuning, Placement.CPU, 0, Optional.empty(), "exact");
    Fixtures.Recorder rounded = run(tuning, BF16, 0, Optional.empty(), "rounded");

    assertThat(rounded.steps).hasSameSizeAs(exact.steps);
    // Of where they began: two ways that part at the last digits part further the longer they go.
    double near = 0.02 * exact.steps.getFirst().train().meanLoss();
    for (int i = 0; i < exact.steps.size(); i++) {
      TrainingListener.StepResult a = exact.steps.get(i);
      TrainingListener.StepResult b = rounded.steps.get(i);
      assertThat(b.train().meanLoss()).isCloseTo(a.train().meanLoss(), within(near));
    }
    assertThat(rounded.steps.getFirst().train().meanLoss())
        .isCloseTo(exact.steps.getFirst().train().meanLoss(), Percentage.withPercentage(0.5));
    assertThat(rounded.steps.getFirst().gradNorm())
        .isCloseTo(exact.steps.getFirst().gradNorm(), Percentage.withPercentage(2));
    assertThat(rounded.steps.getLast().train().meanLoss())
        .isNotEqualTo(exact.steps.getLast().train().meanLoss());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lora", "full"})
  void whatMovesIsKeptWithAllItsDigits(String tuning) {
    Fixtures.Recorder rounded = run(tuning, BF16, 0, Optional.empty(), "rounded");
    String file = tuning.equals("lora") ? "adapter_model.safetensors" : LoadedModel.WEIGHTS;
    Path weights = rounded.checkpoint(rounded.saved.getLast()).resolve(file);
    try (TensorScope _ = new TensorScope();
        WeightFiles files = WeightFiles.openFile(weights)) {
      for (String name : files.names()) {
        Tensor value = files.f32(name);
        assertThat(files.entry(name).dtype()).isEqualTo("F32");
        Tensor cut = Tensors.empty(DType.BF16, value.shape()).copy(value);
        assertThat(Tensors.zeros(value.shape()).copy(cut).floats()).isNotEqualTo(value.floats());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lora", "full"})
  void aResumedTrainingEqualsAnUnbrokenOneToTheBit(String tuning) {
    Fixtures.Recorder unbroken = run(tuning, BF16, 0, Optional.empty(), "unbroken");
    Fixtures.Recorder first = run(tuning, BF16, 4, Optional.empty(), "first");
    Fixtures.Recorder second = run(tuning, BF16, 0, Optional.of(first.checkpoint(4)), "second");

    assertThat(second.steps.getFirst().step()).isEqualTo(5);
    assertThat(second.steps.getLast().train()).isEqualTo(unbroken.steps.getLast().train());
    assertThat(second.steps.getLast().gradNorm()).isEqualTo(unbroken.steps.getLast().gradNorm());
  }

  private Fixtures.Recorder run(
      String tuning, Placement placement, int stopAfter, Optional<Path> from, String name) {
    List<EncodedExample> examples = Fixtures.examples(12);
    Fixtures.Recorder recorder = new Fixtures.Recorder(temporary.resolve(name), stopAfter);
    boolean lora = tuning.equals("lora");
    try (LoadedModel loaded =
            LoadedModel.load(Fixtures.modelFolder(), lora ? placement : Placement.CPU);
        TrainingLoop training =
            new TrainingLoop(
                lora ? Fixtures.lora(loaded, 0.1) : new Tuning.Full(loaded),
                new TrainingLoop.Data(new TrainingPlan(examples, EPOCHS, 4, 11), examples),
                Fixtures.options(placement, 2, MemoryPlan.USUAL),
                from,
                recorder)) {
      training.run();
    }
    return recorder;
  }
}
