package dev.attune.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.pytorch.global.torch.matmul;
import static org.bytedeco.pytorch.global.torch.silu;
import static org.bytedeco.pytorch.global.torch.softmax;

import dev.attune.torch.Autograd;
import dev.attune.torch.RandomSource;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.Torch;
import dev.attune.torch.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every hand-written backward pass against libtorch's autograd over the plain formula: outputs,
 * gradients of the input and of every parameter. Tolerance, in F32: {@value #RELATIVE} of the
 * largest number of the tensor.
 */
final class OracleTest {
  private static final double RELATIVE = 2e-5;
  private static final double EPSILON = 1e-6;
  private static final RmsNorm.Style PLAIN = new RmsNorm.Style(EPSILON, false);

  private final TensorScope scope = new TensorScope();
  private final Workspace workspace = new Workspace();
  private final Parameters parameters = new Parameters();
  private final Map<String, org.bytedeco.pytorch.Tensor> leaves = new HashMap<>();
  private final List<Parameter> trained = new ArrayList<>();
  private final List<Tensor> gradients = new ArrayList<>();
  private final LoraAdapter adapter = new LoraAdapter();
  private final RandomSource random = new RandomSource(1);

  @BeforeEach
  void enter() {
    Torch.enterThread();
  }

  @AfterEach
  void close() {
    workspace.close();
    scope.close();
  }

  @Test
  void linear() {
    Linear linear = parameters.linear("proj", 24, 40, true);
    bind();
    check(new int[] {5, 7}, 24, linear::forward, x -> apply(linear, x));
  }

  @Test
  void linearWithLora() {
    Linear linear = parameters.linear("proj", 24, 40, false);
    putLora(linear);
    bind();
    check(new int[] {5, 7}, 24, linear::forward, x -> apply(linear, x));
  }

  @Test
  void rmsNorm() {
    RmsNorm norm = RmsNorm.declare(parameters, "norm", 32, PLAIN);
    bind();
    check(new int[] {9}, 32, norm::forward, x -> normed(x, "norm.weight"));
  }

  @Test
  void gatedMlpWithLora() {
    GatedMlp mlp =
        GatedMlp.declare(parameters, new GatedMlp.Design(24, 56, false, Activation.SILU));
    parameters.linears().forEach(this::putLora);
    bind();
    check(
        new int[] {11},
        24,
        mlp::forward,
        x ->
            apply(
                linear("mlp.down_proj"),
                silu(apply(linear("mlp.gate_proj"), x)).mul(apply(linear("mlp.up_proj"), x))));
  }

  @ParameterizedTest(name = "{0} heads on {1}, window {2}, lengths {3} {4}, head norm {5}")
  @CsvSource({
    "4, 4, 0, 7, 1, false",
    "4, 2, 0, 300, 33, false",
    "6, 1, 0, 128, 129, false",
    "4, 2, 16, 300, 10, false",
    "4, 2, 130, 400, 131, true",
    "2, 2, 2, 260, 3, false"
  })
  void selfAttention(int heads, int kvHeads, int window, int first, int second, boolean headNorm) {
    int headDim = 8;
    int hidden = 24;
    AttentionShape shape =
        AttentionShape.of(heads, kvHeads, headDim, window == 0 ? AttentionShape.UNBOUNDED : window);
    RotaryEmbedding rotary = new RotaryEmbedding(List.of(1f, 0.31f, 0.1f, 0.031f));
    SelfAttention attention =
        SelfAttention.declare(
            parameters,
            hidden,
            new SelfAttention.Design(0, shape, rotary, true, false, headNorm ? PLAIN : null));
    parameters.linears().forEach(this::putLora);
    bind();
    check(
        new int[] {first, second},
        hidden,
        attention::forward,
        x -> {
          org.bytedeco.pytorch.Tensor one =
              attend(x.narrow(0, 0, first), shape, rotaryAngles(first), headNorm);
          org.bytedeco.pytorch.Tensor two =
              attend(x.narrow(0, first, second), shape, rotaryAngles(second), headNorm);
          return org.bytedeco.pytorch.global.torch.cat(
              new org.bytedeco.pytorch.TensorVector(one, two), 0);
        });
  }

  // The formulas again, in libtorch's operators on leaves that record.

  private org.bytedeco.pytorch.Tensor apply(Linear linear, org.bytedeco.pytorch.Tensor x) {
    org.bytedeco.pytorch.Tensor y = matmul(x, leaf(linear.name() + ".weight").t());
    if (parameters.declared().stream().anyMatch(p -> p.name().equals(linear.name() + ".bias"))) {
      y = y.add(leaf(linear.name() + ".bias"));
    }
    Lora lora = adapter.find(linear);
    if (lora == null) {
      return y;
    }
    org.bytedeco.pytorch.Tensor z = matmul(x, leaf(lora.a().name()).t());
    return y.add(matmul(z, leaf(lora.b().name()).t()).mul(new Scalar(lora.scaling())));
  }

  private org.bytedeco.pytorch.Tensor normed(org.bytedeco.pytorch.Tensor x, String weight) {
    org.bytedeco.pytorch.Tensor mean =
        x.pow(new Scalar(2)).mean(new long[] {-1}, true, new ScalarTypeOptional());
    return x.mul(mean.add(new Scalar(EPSILON)).rsqrt()).mul(leaf(weight));
  }

  private org.bytedeco.pytorch.Tensor attend(
      org.bytedeco.pytorch.Tensor x,
      AttentionShape shape,
      org.bytedeco.pytorch.Tensor angles,
      boolean headNorm) {
    long length = x.size(0);
    org.bytedeco.pytorch.Tensor q = heads("q", x, shape.heads(), shape, headNorm);
    org.bytedeco.pytorch.Tensor k = heads("k", x, shape.kvHeads(), shape, headNorm);
    org.bytedeco.pytorch.Tensor v = heads("v", x, shape.kvHeads(), shape, false);
    q = rotated(q, angles);
    k = repeated(rotated(k, angles), shape);
    org.bytedeco.pytorch.Tensor scores =
        matmul(q, k.transpose(1, 2)).mul(new Scalar(shape.scale()));
    org.bytedeco.pytorch.Tensor p = softmax(scores.add(mask(length, shape.window())), -1);
    org.bytedeco.pytorch.Tensor o =
        matmul(p, repeated(v, shape)).transpose(0, 1).reshape(length, -1);
    return apply(linear("self_attn.o_proj"), o);
  }

  private org.bytedeco.pytorch.Tensor heads(
      String name,
      org.bytedeco.pytorch.Tensor x,
      int heads,
      AttentionShape shape,
      boolean headNorm) {
    org.bytedeco.pytorch.Tensor y =
        apply(linear("self_attn." + name + "_proj"), x).view(x.size(0), heads, shape.headDim());
    return (headNorm ? normed(y, "self_attn." + name + "_norm.weight") : y).transpose(0, 1);
  }

  private static org.bytedeco.pytorch.Tensor repeated(
      org.bytedeco.pytorch.Tensor x, AttentionShape shape) {
    return x.repeat_interleave(shape.group(), new LongOptional(0), new LongOptional());
  }

  private static org.bytedeco.pytorch.Tensor rotated(
      org.bytedeco.pytorch.Tensor x, org.bytedeco.pytorch.Tensor angles) {
    long half = x.size(2) / 2;
    org.bytedeco.pytorch.Tensor first = x.narrow(2, 0, half);
    org.bytedeco.pytorch.Tensor second = x.narrow(2, half, half);
    return org.bytedeco.pytorch.global.torch.cat(
        new org.bytedeco.pytorch.TensorVector(
            first.mul(angles.cos()).sub(second.mul(angles.sin())),
            second.mul(angles.cos()).add(first.mul(angles.sin()))),
        2);
  }

  private static org.bytedeco.pytorch.Tensor rotaryAngles(int length) {
    float[] frequencies = {1f, 0.31f, 0.1f, 0.031f};
    float[] angles = new float[length * frequencies.length];
    for (int i = 0; i < angles.length; i++) {
      int position = i / frequencies.length;
      angles[i] = position * frequencies[i % frequencies.length];
    }
    return Autograd.handle(Tensors.of(angles).view(length, frequencies.length));
  }

  private static org.bytedeco.pytorch.Tensor mask(long length, int window) {
    float[] mask = new float[(int) (length * length)];
    for (int query = 0; query < length; query++) {
      for (int key = 0; key < length; key++) {
        boolean seen = key <= query && (long) query - key < window;
        mask[(int) (query * length + key)] = seen ? 0 : Float.NEGATIVE_INFINITY;
      }
    }
    return Autograd.handle(Tensors.of(mask).view(length, length));
  }

  // The comparison.

  @FunctionalInterface
  private interface Block {
    Forward forward(Tensor x, Pass pass);
  }

  @FunctionalInterface
  private interface Formula {
    org.bytedeco.pytorch.Tensor apply(org.bytedeco.pytorch.Tensor x);
  }

  private void check(int[] lengths, long features, Block block, Formula formula) {
    List<int[]> sequences = new ArrayList<>();
    for (int length : lengths) {
      sequences.add(new int[length]);
    }
    TokenBatch batch = TokenBatch.ofSequences(sequences);
    Tensor x = Tensors.zeros(batch.tokens(), features).normal(0, 1, random);
    Tensor dx = Tensors.zeros(batch.tokens(), features);
    Pass pass = new Pass(batch, workspace, options(batch));
    Forward forward = block.forward(x, pass);
    Tensor dy = Tensors.zeros(forward.y().shape()).normal(0, 1, random);

    try (Autograd _ = new Autograd()) {
      org.bytedeco.pytorch.Tensor input = Autograd.leaf(x);
      org.bytedeco.pytorch.Tensor output = formula.apply(input);
      output.mul(Autograd.handle(dy)).sum().backward();
      assertClose("output", forward.y(), Autograd.tensor(output));
      forward.backward().run(dy, dx);
      assertClose("input gradient", dx, Autograd.tensor(input.grad()));
    }
    for (int i = 0; i < trained.size(); i++) {
      Parameter parameter = trained.get(i);
      assertClose(
          parameter.name(), gradients.get(i), Autograd.tensor(leaf(parameter.name()).grad()));
    }
  }

  private Pass.Options options(TokenBatch batch) {
    return new Pass.Options(
        new Gradients(trained, gradients),
        List.of(new Pass.AdapterRows(adapter, 0, batch.tokens())),
        KeyValueMemory.NONE,
        random);
  }

  private static void assertClose(String what, Tensor actual, Tensor expected) {
    float[] a = actual.floats();
    float[] b = expected.floats();
    assertThat(a).as(what).hasSameSizeAs(b);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(b[i]));
      difference = Math.max(difference, Math.abs(a[i] - b[i]));
    }
    assertThat(difference).as(what).isCloseTo(0, Offset.offset(RELATIVE * largest));
  }

  private void putLora(Linear linear) {
    adapter.put(
        linear,
        new Lora(
            new Parameter(linear.name() + ".lora_A", 3L, linear.in()),
            new Parameter(linear.name() + ".lora_B", linear.out(), 3L),
            0.7,
            0));
  }

  private void bind() {
    List<Parameter> all = new ArrayList<>(parameters.declared());
    all.addAll(adapter.parameters());
    for (Parameter parameter : all) {
      long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
      Tensor value = Tensors.zeros(shape).normal(0.1, 0.5, random);
      parameter.bind(value, shape.length == 2 ? value.t() : null);
      leaves.put(parameter.name(), Autograd.leaf(value));
      trained.add(parameter);
      gradients.add(Tensors.zeros(shape));
    }
  }

  private org.bytedeco.pytorch.Tensor leaf(String name) {
    return Objects.requireNonNull(leaves.get(name), name);
  }

  private Linear linear(String name) {
    return parameters.linears().stream()
        .filter(linear -> linear.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
