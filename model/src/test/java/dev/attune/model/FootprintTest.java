package dev.attune.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.layer.Footprint;
import dev.attune.model.layer.Gradients;
import dev.attune.model.layer.KeyValueMemory;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.model.layer.Parameter;
import dev.attune.model.layer.Pass;
import dev.attune.model.layer.TokenBatch;
import dev.attune.torch.DType;
import dev.attune.torch.Device;
import dev.attune.torch.Placement;
import dev.attune.torch.RandomSource;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.Torch;
import dev.attune.torch.Workspace;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a family says of its memory is what a pass then takes. */
final class FootprintTest {
  private static final int[] LONG = IntStream.range(0, 48).map(i -> (i * 7 + 3) % 40).toArray();
  private static final int[] SHORT = IntStream.range(0, 16).toArray();
  private static final int TOKENS = LONG.length + SHORT.length;
  private static final int RANK = 2;
  private static final Percentage ROUNDING = Percentage.withPercentage(1.5);

  /** How many tokens an expert is sent cannot be known before. */
  private static final Set<String> OF_EXPERTS = Set.of("gpt_oss", "mixtral", "qwen3_moe");

  private final TensorScope scope = new TensorScope();

  @BeforeEach
  void enter() {
    Torch.enterThread();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  static Stream<Arguments> families() {
    return Families.modelTypes().stream()
        .flatMap(each ->
            Stream.of(DType.F32, DType.BF16)
                .map(dtype -> Arguments.of(each, new Placement(Device.CPU, dtype))));
  }

  @ParameterizedTest
  @MethodSource("families")
  void anAdaptersPassTakesWhatWasSaid(String modelType, Placement placement) {
    CausalLm model = model(modelType, placement);
    for (double dropout : new double[] {0, 0.1}) {
      LoraAdapter adapter = adapter(model, dropout);
      try (TrainedParameters trained = new TrainedParameters(adapter.parameters(), placement)) {
        Footprint.Adapter said = new Footprint.Adapter(_ -> RANK, dropout > 0);
        check(
            modelType,
            model,
            List.of(adapter),
            trained,
            load(model, said, false, placement),
            false);
        check(
            modelType, model, List.of(adapter), trained, load(model, said, false, placement), true);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void aPassThatMovesAllWeightsTakesWhatWasSaid(String modelType, Placement placement) {
    CausalLm model = TinyFamilies.model(modelType);
    Footprint.Load load = load(model, Footprint.Adapter.NONE, true, placement);
    try (TrainedParameters trained = new TrainedParameters(model.parameters(), placement)) {
      check(modelType, model, List.of(), trained, load, false);
      check(modelType, model, List.of(), trained, load, true);
    }
  }

  private void check(
      String modelType,
      CausalLm model,
      List<LoraAdapter> adapters,
      TrainedParameters trained,
      Footprint.Load load,
      boolean recomputes) {
    Footprint said = model.footprint(load, recomputes);
    Placement placement = new Placement(Device.CPU, load.dtype());
    try (Workspace workspace = new Workspace(placement, 0, 0);
        Tensor gradient = trained.newVector()) {
      pass(model, adapters, trained.gradients(gradient), workspace, recomputes);
      if (OF_EXPERTS.contains(modelType)) {
        assertThat(said.moment()).isGreaterThanOrEqualTo(workspace.mostScratch());
      } else {
        assertThat(said.moment()).isCloseTo(workspace.mostScratch(), ROUNDING);
      }
      assertThat(said.kept()).isCloseTo(workspace.mostKept(), ROUNDING);
    }
  }

  private static void pass(
      CausalLm model,
      List<LoraAdapter> adapters,
      Gradients gradients,
      Workspace workspace,
      boolean recomputes) {
    try (TensorScope _ = new TensorScope()) {
      TokenBatch batch = TokenBatch.ofSequences(List.of(LONG, SHORT));
      List<Pass.AdapterRows> rows =
          adapters.stream().map(each -> new Pass.AdapterRows(each, 0, TOKENS)).toList();
      Pass pass =
          new Pass(
              batch,
              workspace,
              new Pass.Options(gradients, rows, KeyValueMemory.NONE, 7, recomputes));
      CausalLm.Hidden hidden = model.forward(pass);
      DType dtype = workspace.placement().dtype();
      hidden.backward().run(Tensors.empty(dtype, hidden.states().shape()).fill(1));
    }
  }

  private static Footprint.Load load(
      CausalLm model, Footprint.Adapter adapter, boolean moves, Placement placement) {
    int hidden = model.shape().hiddenSize();
    return new Footprint.Load(TOKENS, LONG.length, hidden, adapter, moves, placement.dtype());
  }

  /** One whose frozen weights are of the placement's numbers. */
  private CausalLm model(String modelType, Placement placement) {
    CausalLm model = TinyFamilies.model(modelType);
    for (Parameter parameter : model.parameters()) {
      Tensor exact = parameter.value();
      Tensor value = scope.keep(Tensors.empty(placement.dtype(), exact.shape()).copy(exact));
      parameter.bind(value, value.rank() == 2 ? scope.keep(value.t()) : null);
    }
    return model;
  }

  private static LoraAdapter adapter(CausalLm model, double dropout) {
    AdapterConfig config =
        new AdapterConfig(RANK, 4, dropout, Adapters.allLinear(model), false, "tiny");
    LoraAdapter adapter = Adapters.create(model, config, new RandomSource(3));
    for (Parameter parameter : adapter.parameters()) {
      parameter.value().normal(0, 0.1, new RandomSource(5));
    }
    return adapter;
  }
}
