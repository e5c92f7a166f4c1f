package dev.attune.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.example.EncodedExample;
import dev.attune.model.Families;
import dev.attune.model.LoadedModel;
import dev.attune.model.TrainedParameters;
import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.layer.Footprint;
import dev.attune.torch.DType;
import dev.attune.torch.Placement;
import dev.attune.torch.Workspace;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What is said of memory before a training is what it takes. */
final class MemoryNeedTest {
  private static final int RANK = 4;
  private static final int SLICES = 2;
  private static final Footprint.Adapter ADAPTER = new Footprint.Adapter(_ -> RANK, false);
  private static final Percentage CLOSE = Percentage.withPercentage(8); // tiny sizes are rounded up

  @Test
  void theWorkspacesOfAStepHoldWhatWasSaid() {
    List<EncodedExample> examples = Fixtures.examples(32);
    MemoryNeed need = MemoryNeed.of(adapted(), lengths(of(examples)), SLICES, MemoryPlan.USUAL);
    try (LoadedModel loaded = LoadedModel.load(Fixtures.modelFolder())) {
      Tuning tuning = Fixtures.lora(loaded, 0);
      try (TrainedParameters trained =
              new TrainedParameters(tuning.trainee().parameters(), Placement.CPU);
          Workers workers =
              new Workers(tuning.trainee(), Placement.CPU, need.plan(), SLICES, SLICES);
          Optimizer optimizer = new Optimizer(trained, workers, SLICES, 0, 1)) {
        Steps steps = new Steps(examples.size(), 1, 16, 1);
        for (int step = 1; step <= steps.total(); step++) {
          List<EncodedExample> now =
              IntStream.of(steps.examplesOf(step)).mapToObj(examples::get).toList();
          workers.train(new Slices(1024, true).divide(now, SLICES), optimizer.sinks(), 1, 1);
        }
        long most =
            workers.workspaces().stream().mapToLong(Workspace::mostKept).max().orElseThrow();
        assertThat(need.plan().workspace().kept()).isCloseTo(most, CLOSE);
      }
    }
  }

  @Test
  void withLittleMemoryMicroBatchesAreSmallAndThenLayersAreComputedAgain() {
    Lengths long200 = lengths(IntStream.generate(() -> 200).limit(64).boxed().toList());
    MemoryNeed roomy = MemoryNeed.choose(adapted(), long200, SLICES, Long.MAX_VALUE);
    MemoryNeed tighter = MemoryNeed.choose(adapted(), long200, SLICES, roomy.bytes() * 2 / 3);
    MemoryNeed tight = MemoryNeed.choose(adapted(), long200, SLICES, tighter.bytes() / 2);

    assertThat(roomy.plan().microBatchTokens()).isEqualTo(1024);
    assertThat(tighter.plan().microBatchTokens()).isLessThan(1024);
    assertThat(tighter.plan().recomputes()).isFalse();
    assertThat(tight.plan().recomputes()).isTrue();
    assertThat(tight.bytes()).isLessThan(tighter.bytes());
  }

  @Test
  void whereNothingFitsTheLeastIsSaid() {
    Lengths lengths = lengths(of(Fixtures.examples(8)));
    MemoryNeed least = MemoryNeed.choose(adapted(), lengths, SLICES, 0);
    assertThat(least.bytes()).isPositive();
    assertThat(least.plan().recomputes()).isTrue();
  }

  @Test
  void fullTuningHoldsTheWeightsTheirMomentsAndAGradientInEverySlice() {
    MemoryNeed.Subject full = MemoryNeed.Subject.full(model(), DType.F32);
    MemoryNeed need =
        MemoryNeed.of(full, lengths(of(Fixtures.examples(8))), SLICES, MemoryPlan.USUAL);
    assertThat(need.weights()).isZero();
    assertThat(need.optimizer()).isEqualTo((1 + 2 + SLICES) * 4L * full.parameters());
  }

  private static MemoryNeed.Subject adapted() {
    return MemoryNeed.Subject.lora(model(), ADAPTER, DType.F32);
  }

  private static CausalLm model() {
    return Families.build(ConfigJson.read(Fixtures.modelFolder()));
  }

  private static List<Integer> of(List<EncodedExample> examples) {
    return examples.stream().map(example -> example.tokenIds().length).toList();
  }

  private static Lengths lengths(List<Integer> numbers) {
    return new Lengths(numbers, List.of(), new Steps(numbers.size(), 1, 16, 1), true);
  }
}
