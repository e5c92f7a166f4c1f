package dev.attune.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.model.AdapterConfig;
import dev.attune.model.Adapters;
import dev.attune.model.Families;
import dev.attune.model.TinyFamilies;
import dev.attune.model.TrainedParameters;
import dev.attune.model.layer.DecoderLayer;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every tensor of a training pass is on the pass's device. libtorch's {@code meta} device has
 * shapes and no numbers, on any machine. Its operators that work number by number refuse a tensor
 * of another device, as an accelerator's do; products of matrices do not. It has none that looks
 * rows of a table up, so layers begin with what the table would give.
 */
final class OtherDeviceTest {
  private static final Device META = new Device("meta");

  /** These look at numbers, to send tokens to experts. */
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
        .filter(each -> !OF_EXPERTS.contains(each))
        .flatMap(each ->
            Stream.of(DType.F32, DType.BF16)
                .map(dtype -> Arguments.of(each, new Placement(META, dtype))));
  }

  @ParameterizedTest
  @MethodSource("families")
  void anAdaptersPassStaysOnItsDevice(String modelType, Placement placement) {
    CausalLm model = model(modelType, placement);
    LoraAdapter adapter = adapter(model);
    try (TrainedParameters trained = new TrainedParameters(adapter.parameters(), placement)) {
      assertThat(states(model, List.of(adapter), trained, placement)).isEqualTo(META);
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void aPassThatMovesAllWeightsStaysOnItsDevice(String modelType, Placement placement) {
    CausalLm model = TinyFamilies.model(modelType);
    try (TrainedParameters trained = new TrainedParameters(model.parameters(), placement)) {
      assertThat(states(model, List.of(), trained, placement)).isEqualTo(META);
    }
  }

  @Test
  void aTensorOfAnotherDeviceIsRefused() {
    Placement placement = new Placement(META, DType.F32);
    CausalLm model = model("llama", placement);
    LoraAdapter adapter = adapter(model);
    Parameter norm =
        model.parameters().stream()
            .filter(each -> each.name().equals("model.norm.weight"))
            .findFirst()
            .orElseThrow();
    norm.bind(scope.keep(Tensors.zeros(norm.count())), null);
    try (TrainedParameters trained = new TrainedParameters(adapter.parameters(), placement)) {
      assertThatThrownBy(() -> states(model, List.of(adapter), trained, placement))
          .hasMessageContaining("device");
    }
  }

  /** Where hidden states are, when there and back went well. */
  private static Device states(
      CausalLm model, List<LoraAdapter> adapters, TrainedParameters trained, Placement placement) {
    TokenBatch batch =
        TokenBatch.ofSequences(List.of(new int[] {1, 2, 3, 4, 5, 6, 7}, new int[] {8, 9}));
    List<Pass.AdapterRows> rows =
        adapters.stream().map(each -> new Pass.AdapterRows(each, 0, batch.tokens())).toList();
    try (TensorScope _ = new TensorScope();
        Workspace workspace = new Workspace(placement, 0, 0);
        Tensor gradient = trained.newVector()) {
      Pass.Options options =
          new Pass.Options(trained.gradients(gradient), rows, KeyValueMemory.NONE, 7, true);
      Pass pass = new Pass(batch, workspace, options);
      Tensor x = pass.take(batch.tokens(), model.shape().hiddenSize());
      CausalLm.Hidden hidden = model.forward(new DecoderLayer.Result(x, _ -> {}), pass);
      hidden.backward().run(workspace.take(hidden.states().shape()).fill(1));
      return hidden.states().device();
    }
  }

  private CausalLm model(String modelType, Placement placement) {
    CausalLm model = TinyFamilies.model(modelType);
    for (Parameter parameter : model.parameters()) {
      long[] shape = parameter.value().shape();
      Tensor value = scope.keep(Tensors.empty(placement.device(), placement.dtype(), shape));
      parameter.bind(value, value.rank() == 2 ? scope.keep(value.t()) : null);
    }
    return model;
  }

  private static LoraAdapter adapter(CausalLm model) {
    AdapterConfig config = new AdapterConfig(2, 4, 0, Adapters.allLinear(model), false, "tiny");
    return Adapters.create(model, config, new RandomSource(3));
  }
}
