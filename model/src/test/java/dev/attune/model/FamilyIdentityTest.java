package dev.attune.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.layer.Gradients;
import dev.attune.model.layer.KeyValueMemory;
import dev.attune.model.layer.Linear;
import dev.attune.model.layer.Lora;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.model.layer.Parameter;
import dev.attune.model.layer.Pass;
import dev.attune.model.layer.TokenBatch;
import dev.attune.torch.Placement;
import dev.attune.torch.RandomSource;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.Torch;
import dev.attune.torch.WeightFormat;
import dev.attune.torch.Workspace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every family whatever its weights are, on tiny models of random numbers. */
final class FamilyIdentityTest {
  private static final int[] LONG = IntStream.range(0, 23).map(i -> (i * 7 + 3) % 40).toArray();
  private static final int[] SHORT = {9, 1, 39, 9, 20};
  private static final Offset<Float> CLOSE = Offset.offset(2e-4f);

  private final TensorScope scope = new TensorScope();
  private final Workspace workspace = new Workspace();

  @BeforeEach
  void enter() {
    Torch.enterThread();
  }

  @AfterEach
  void close() {
    workspace.close();
    scope.close();
  }

  static Stream<String> families() {
    return Families.modelTypes().stream();
  }

  @ParameterizedTest
  @MethodSource("families")
  void aMergedAdapterIsTheWrappedOne(String modelType) {
    CausalLm model = TinyFamilies.model(modelType);
    LoraAdapter adapter = randomAdapter(model);
    float[] plain = logits(model, batch(LONG), List.of(), KeyValueMemory.NONE);
    float[] wrapped = logits(model, batch(LONG), List.of(adapter), KeyValueMemory.NONE);

    for (Linear linear : adapter.linears()) {
      Lora lora = Objects.requireNonNull(adapter.find(linear));
      linear.weight().value().addMm(lora.b().value(), lora.a().value(), lora.scaling());
    }

    float[] merged = logits(model, batch(LONG), List.of(), KeyValueMemory.NONE);
    assertThat(merged).containsExactly(wrapped, CLOSE);
    assertThat(distance(merged, plain)).isGreaterThan(0.01f);
  }

  @ParameterizedTest
  @MethodSource("families")
  void tokensThatComeOneByOneGetWhatTheyGetTogether(String modelType) {
    CausalLm model = TinyFamilies.model(modelType);
    float[] together = logits(model, batch(LONG), List.of(), KeyValueMemory.NONE);

    Remembered memory = new Remembered();
    for (int past = 0; past < LONG.length; past += past == 0 ? 7 : 1) {
      int[] next = Arrays.copyOfRange(LONG, past, past == 0 ? 7 : past + 1);
      int[] total = {LONG.length};
      TokenBatch batch = TokenBatch.ofContinuations(List.of(next), new int[] {past}, total);
      int from = past * model.shape().vocabSize();
      int to = from + next.length * model.shape().vocabSize();
      assertThat(logits(model, batch, List.of(), memory))
          .containsExactly(Arrays.copyOfRange(together, from, to), CLOSE);
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void aSequenceInABatchIsAsIfItWereAlone(String modelType) {
    CausalLm model = TinyFamilies.model(modelType);

    float[] packed = logits(model, batch(SHORT, LONG), List.of(), KeyValueMemory.NONE);

    int split = SHORT.length * model.shape().vocabSize();
    assertThat(Arrays.copyOf(packed, split))
        .containsExactly(logits(model, batch(SHORT), List.of(), KeyValueMemory.NONE), CLOSE);
    assertThat(Arrays.copyOfRange(packed, split, packed.length))
        .containsExactly(logits(model, batch(LONG), List.of(), KeyValueMemory.NONE), CLOSE);
  }

  @ParameterizedTest
  @MethodSource("families")
  void gradientsOfABatchAreThoseOfItsSequencesTogether(String modelType) {
    CausalLm model = TinyFamilies.model(modelType);
    try (TrainedParameters trained = new TrainedParameters(model.parameters(), Placement.CPU)) {
      float[] packed = gradient(model, trained, batch(SHORT, LONG));

      float[] apart = gradient(model, trained, batch(SHORT));
      float[] second = gradient(model, trained, batch(LONG));
      for (int i = 0; i < apart.length; i++) {
        apart[i] += second[i];
      }
      float largest = distance(apart, new float[apart.length]);
      assertThat(largest).isPositive();
      assertThat(packed).containsExactly(apart, Offset.offset(1e-4f * largest));
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void matricesLaidOutForSamplingGiveTheSameLogits(String modelType) {
    CausalLm model = TinyFamilies.model(modelType);
    float[] before = logits(model, batch(LONG), List.of(), KeyValueMemory.NONE);

    model.matrices().forEach(each -> each.freeze(WeightFormat.F32));

    assertThat(logits(model, batch(LONG), List.of(), KeyValueMemory.NONE))
        .containsExactly(before, CLOSE);
    model.matrices().forEach(Parameter::unfreeze);
  }

  private static TokenBatch batch(int[]... sequences) {
    return TokenBatch.ofSequences(List.of(sequences));
  }

  private float[] logits(
      CausalLm model, TokenBatch batch, List<LoraAdapter> adapters, KeyValueMemory memory) {
    try (TensorScope _ = new TensorScope()) {
      Pass pass = pass(batch, Gradients.NONE, adapters, memory);
      Tensor hidden = model.forward(pass).states();
      Tensor logits = pass.take(batch.tokens(), model.shape().vocabSize());
      return model.lmHead().forward(hidden, logits, pass).y().floats();
    }
  }

  /** Of Σ logits ∘ direction, where the direction is the same for the same token of a sequence. */
  private float[] gradient(CausalLm model, TrainedParameters trained, TokenBatch batch) {
    try (TensorScope _ = new TensorScope()) {
      Tensor gradient = trained.newVector();
      Pass pass = pass(batch, trained.gradients(gradient), List.of(), KeyValueMemory.NONE);
      CausalLm.Hidden hidden = model.forward(pass);
      Tensor dy = pass.take(hidden.states().shape());
      for (TokenBatch.Segment segment : batch.segments()) {
        dy.rows(segment.start(), segment.length()).normal(0, 1, new RandomSource(segment.length()));
      }
      hidden.backward().run(dy);
      return gradient.floats();
    }
  }

  private Pass pass(
      TokenBatch batch, Gradients gradients, List<LoraAdapter> adapters, KeyValueMemory memory) {
    List<Pass.AdapterRows> rows =
        adapters.stream().map(each -> new Pass.AdapterRows(each, 0, batch.tokens())).toList();
    return new Pass(batch, workspace, new Pass.Options(gradients, rows, memory));
  }

  private static LoraAdapter randomAdapter(CausalLm model) {
    AdapterConfig config = new AdapterConfig(3, 6, 0, Adapters.allLinear(model), false, "tiny");
    RandomSource random = new RandomSource(3);
    LoraAdapter adapter = Adapters.create(model, config, random);
    adapter.parameters().forEach(each -> each.value().normal(0, 0.2, random));
    return adapter;
  }

  /** Keys and values of one sequence, by layer. */
  private static final class Remembered implements KeyValueMemory {
    private final Map<Integer, Tensor> planes = new HashMap<>(); // (2·kvHeads, tokens, headDim)
    private final Map<Integer, Integer> known = new HashMap<>();

    @Override
    public KeyValues extend(int layer, int segment, Tensor keys, Tensor values) {
      int fresh = (int) keys.size(1);
      int kvHeads = (int) keys.size(0);
      int all = known.merge(layer, fresh, Integer::sum);
      Tensor plane = planes.computeIfAbsent(layer, _ -> plane(keys));
      plane.rows(0, kvHeads).narrow(1, all - fresh, fresh).copy(keys);
      plane.rows(kvHeads, kvHeads).narrow(1, all - fresh, fresh).copy(values);
      return new KeyValues(
          plane.rows(0, kvHeads).narrow(1, 0, all), plane.rows(kvHeads, kvHeads).narrow(1, 0, all));
    }

    private static Tensor plane(Tensor keys) {
      try (TensorScope scope = new TensorScope()) {
        return scope.keep(Tensors.zeros(2 * keys.size(0), LONG.length, keys.size(2)));
      }
    }
  }

  private static float distance(float[] a, float[] b) {
    float largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }
}
