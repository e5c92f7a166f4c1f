package dev.attune.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.pytorch.global.torch.matmul;

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
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;

/**
 * A block with random parameters, and libtorch's autograd over its plain formula: outputs,
 * gradients of the input and of every parameter must be the same. Tolerance, in F32: {@value
 * #RELATIVE} of the largest number of the tensor.
 */
public final class Oracle implements AutoCloseable {
  private static final double RELATIVE = 2e-5;

  /** ε of every norm. */
  public static final double EPSILON = 1e-6;

  private final TensorScope scope = new TensorScope();
  private final Workspace workspace = new Workspace();
  private final Parameters parameters = new Parameters();
  private final Map<String, org.bytedeco.pytorch.Tensor> leaves = new HashMap<>();
  private final List<Parameter> trained = new ArrayList<>();
  private final List<Tensor> gradients = new ArrayList<>();
  private final LoraAdapter adapter = new LoraAdapter();
  private final RandomSource random = new RandomSource(1);

  /** To be opened on the thread of the test. */
  public Oracle() {
    Torch.enterThread();
  }

  /** Where the block is declared. */
  public Parameters parameters() {
    return parameters;
  }

  /** The plain formula, in libtorch's operators. */
  @FunctionalInterface
  public interface Formula {
    org.bytedeco.pytorch.Tensor apply(org.bytedeco.pytorch.Tensor x);
  }

  /** Puts low-rank changes on all linear modules. */
  void adapt() {
    for (Linear linear : parameters.linears()) {
      adapter.put(
          linear,
          new Lora(
              new Parameter(linear.name() + ".lora_A", 3L, linear.in()),
              new Parameter(linear.name() + ".lora_B", linear.out(), 3L),
              0.7,
              0));
    }
  }

  /** Some block's way of computing. */
  @FunctionalInterface
  public interface Way {
    Forward forward(Tensor x, Pass pass);
  }

  /** Compares a block with its formula. */
  public void check(int[] lengths, long features, Block block, Formula formula) {
    check(lengths, features, block::forward, formula);
  }

  /** Compares, for sequences of these lengths. */
  public void check(int[] lengths, long features, Way block, Formula formula) {
    bind();
    List<int[]> sequences = new ArrayList<>();
    for (int length : lengths) {
      sequences.add(new int[length]);
    }
    TokenBatch batch = TokenBatch.ofSequences(sequences);
    Tensor x = Tensors.zeros(batch.tokens(), features).normal(0, 1, random);
    Tensor dx = Tensors.zeros(batch.tokens(), features);
    Forward forward = block.forward(x, pass(batch));
    Tensor dy = Tensors.zeros(forward.y().shape()).normal(0, 1, random);

    try (Autograd _ = new Autograd()) {
      org.bytedeco.pytorch.Tensor input = Autograd.leaf(x);
      org.bytedeco.pytorch.Tensor output = formula.apply(input);
      output.mul(Autograd.handle(dy)).sum().backward();
      assertClose("output", forward.y(), Autograd.tensor(output));
      forward.backward().run(dy, dx);
      assertClose("input gradient", dx, Autograd.tensor(input.grad()));
    }
    compareGradients();
  }

  @Override
  public void close() {
    workspace.close();
    scope.close();
  }

  /** A parameter that records. */
  public org.bytedeco.pytorch.Tensor leaf(String name) {
    return Objects.requireNonNull(leaves.get(name), name);
  }

  boolean has(String parameter) {
    return leaves.containsKey(parameter);
  }

  // Formulas that many blocks share.

  /** A linear module with its bias and its low-rank change, if it has them. */
  org.bytedeco.pytorch.Tensor linear(String name, org.bytedeco.pytorch.Tensor x) {
    org.bytedeco.pytorch.Tensor y = matmul(x, leaf(name + ".weight").t());
    if (has(name + ".bias")) {
      y = y.add(leaf(name + ".bias"));
    }
    if (!has(name + ".lora_A")) {
      return y;
    }
    org.bytedeco.pytorch.Tensor z = matmul(x, leaf(name + ".lora_A").t());
    return y.add(matmul(z, leaf(name + ".lora_B").t()).mul(new Scalar(0.7)));
  }

  /** A norm over the last dimension. */
  org.bytedeco.pytorch.Tensor normed(org.bytedeco.pytorch.Tensor x, String weight) {
    return unitLength(x).mul(leaf(weight));
  }

  /** A norm over the last dimension whose parameter is its weight − 1. */
  org.bytedeco.pytorch.Tensor normedAroundOne(org.bytedeco.pytorch.Tensor x, String weight) {
    return unitLength(x).mul(leaf(weight).add(new Scalar(1.0)));
  }

  private static org.bytedeco.pytorch.Tensor unitLength(org.bytedeco.pytorch.Tensor x) {
    org.bytedeco.pytorch.Tensor mean =
        x.pow(new Scalar(2.0)).mean(new long[] {-1}, true, new ScalarTypeOptional());
    return x.mul(mean.add(new Scalar(EPSILON)).rsqrt());
  }

  private Pass pass(TokenBatch batch) {
    return new Pass(
        batch,
        workspace,
        new Pass.Options(
            new Gradients(trained, gradients),
            List.of(new Pass.AdapterRows(adapter, 0, batch.tokens())),
            KeyValueMemory.NONE));
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

  private void compareGradients() {
    for (int i = 0; i < trained.size(); i++) {
      String name = trained.get(i).name();
      assertClose(name, gradients.get(i), Autograd.tensor(leaf(name).grad()));
    }
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
    assertThat(largest).as(what).isPositive();
    assertThat(difference).as(what).isCloseTo(0, Offset.offset(RELATIVE * largest));
  }
}
