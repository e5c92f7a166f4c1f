package dev.attune.model.layer;

import static org.bytedeco.pytorch.global.torch.gelu;
import static org.bytedeco.pytorch.global.torch.matmul;
import static org.bytedeco.pytorch.global.torch.silu;
import static org.bytedeco.pytorch.global.torch.softmax;
import static org.bytedeco.pytorch.global.torch.tanh;

import dev.attune.torch.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every hand-written backward pass but attention's against autograd over the plain formula. What an
 * {@link Oracle} compares and how closely, it says itself.
 */
final class OracleTest {
  private static final RmsNorm.Style PLAIN = new RmsNorm.Style(Oracle.EPSILON, false);
  private static final RmsNorm.Style AROUND_ONE = new RmsNorm.Style(Oracle.EPSILON, true);

  private final Oracle oracle = new Oracle();
  private final Parameters parameters = oracle.parameters();

  @AfterEach
  void close() {
    oracle.close();
  }

  @Test
  void linear() {
    Linear linear = parameters.linear("proj", 24, 40, true);
    oracle.check(new int[] {5, 7}, 24, linear, x -> oracle.linear("proj", x));
  }

  @Test
  void linearWithLora() {
    Linear linear = parameters.linear("proj", 24, 40, false);
    oracle.adapt();
    oracle.check(new int[] {5, 7}, 24, linear, x -> oracle.linear("proj", x));
  }

  @Test
  void rmsNorm() {
    RmsNorm norm = RmsNorm.declare(parameters, "norm", 32, PLAIN);
    oracle.check(new int[] {9}, 32, norm, x -> oracle.normed(x, "norm.weight"));
  }

  @Test
  void rmsNormAroundOne() {
    RmsNorm norm = RmsNorm.declare(parameters, "norm", 32, AROUND_ONE);
    oracle.check(new int[] {9}, 32, norm, x -> oracle.normedAroundOne(x, "norm.weight"));
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void gatedMlpWithLora(Activation activation) {
    GatedMlp mlp = GatedMlp.declare(parameters, new GatedMlp.Design(24, 56, true, activation));
    oracle.adapt();
    oracle.check(
        new int[] {11},
        24,
        mlp,
        x ->
            oracle.linear(
                "mlp.down_proj",
                bent(activation, oracle.linear("mlp.gate_proj", x))
                    .mul(oracle.linear("mlp.up_proj", x))));
  }

  @Test
  void gatedMlpOfOneMatrixForGateAndUp() {
    GatedMlp mlp =
        new GatedMlp(
            parameters.linear("gate_up_proj", 24, 2 * 40, false),
            Activation.SILU,
            parameters.linear("down_proj", 40, 24, false));
    oracle.adapt();
    oracle.check(
        new int[] {11},
        24,
        mlp,
        x -> {
          org.bytedeco.pytorch.Tensor gateUp = oracle.linear("gate_up_proj", x);
          return oracle.linear(
              "down_proj", silu(gateUp.narrow(1, 0, 40)).mul(gateUp.narrow(1, 40, 40)));
        });
  }

  @ParameterizedTest(name = "norm {0}, multiplier {1}")
  @CsvSource({"before, 1", "before, 0.3", "behind, 1", "both, 1", "both, 0.3"})
  void residualLayer(String norms, double multiplier) {
    List<Block> attention = branch(norms, "attention");
    List<Block> feedForward = branch(norms, "mlp");
    ResidualLayer layer = new ResidualLayer(attention, feedForward).withMultiplier(multiplier);
    oracle.check(
        new int[] {6},
        16,
        (x, pass) -> {
          DecoderLayer.Result result = layer.forward(x, pass);
          return new Forward(result.y(), (dy, dx) -> result.backward().run(dx.copy(dy)));
        },
        x -> {
          org.bytedeco.pytorch.Tensor h =
              x.add(branch(norms, "attention", x).mul(new Scalar(multiplier)));
          return h.add(branch(norms, "mlp", h).mul(new Scalar(multiplier)));
        });
  }

  @ParameterizedTest(name = "scale {0}, cap {1}")
  @CsvSource({"1, Infinity", "0.25, Infinity", "1, 3", "0.5, 2"})
  void headWithScaleAndSoftCap(double scale, double cap) {
    LmHead head = new LmHead(parameters.matrix("weight", 50, 24), scale, new SoftCap(cap));
    oracle.check(
        new int[] {9},
        24,
        (h, pass) -> head.forward(h, pass.take(h.size(0), 50), pass),
        h -> {
          org.bytedeco.pytorch.Tensor z =
              matmul(h, oracle.leaf("weight").t()).mul(new Scalar(scale));
          return Double.isInfinite(cap) ? z : tanh(z.div(new Scalar(cap))).mul(new Scalar(cap));
        });
  }

  @Test
  void embeddingWithScale() {
    Embedding embedding = new Embedding(parameters.declare("table", 1, 24), 5.5);
    oracle.check(
        new int[] {1},
        24,
        (x, pass) -> {
          DecoderLayer.Result rows = embedding.forward(pass);
          Tensor y = pass.take(x.shape()).add(x, rows.y());
          return new Forward(
              y,
              (dy, dx) -> {
                dx.plus(dy);
                rows.backward().run(pass.take(dy.shape()).copy(dy));
              });
        },
        x -> x.add(oracle.leaf("table").mul(new Scalar(5.5))));
  }

  @ParameterizedTest(name = "{0} of 5 experts, weighed over {1}, bias {2}")
  @CsvSource({"2, CHOSEN, false", "3, CHOSEN, true", "2, ALL, false", "5, ALL, true"})
  void mixtureOfExperts(int topK, Router.Weighing weighing, boolean bias) {
    Router router =
        new Router(
            parameters.matrix("gate", 5, 24),
            bias ? parameters.declare("bias", 5) : null,
            topK,
            weighing);
    List<Expert> experts = IntStream.range(0, 5).mapToObj(this::expert).toList();
    oracle.check(
        new int[] {13, 8},
        24,
        new MixtureOfExperts(router, experts),
        x -> {
          org.bytedeco.pytorch.Tensor weights = weights(x, router);
          return IntStream.range(0, 5)
              .mapToObj(i -> expert(x, i).mul(weights.narrow(1, i, 1)))
              .reduce(org.bytedeco.pytorch.Tensor::add)
              .orElseThrow();
        });
  }

  private Expert expert(int index) {
    Parameters own = parameters.at("experts." + index);
    return new GatedExpert(
        own.matrix("gate", 30, 24),
        own.matrix("up", 30, 24),
        own.matrix("down", 24, 30),
        Activation.SILU);
  }

  private org.bytedeco.pytorch.Tensor expert(org.bytedeco.pytorch.Tensor x, int index) {
    String own = "experts." + index;
    return matmul(
        silu(matmul(x, oracle.leaf(own + ".gate").t()))
            .mul(matmul(x, oracle.leaf(own + ".up").t())),
        oracle.leaf(own + ".down").t());
  }

  /** How much every expert counts for every token, 0 where it is not chosen. */
  private org.bytedeco.pytorch.Tensor weights(org.bytedeco.pytorch.Tensor x, Router router) {
    org.bytedeco.pytorch.Tensor scores = matmul(x, oracle.leaf("gate").t());
    if (router.bias() != null) {
      scores = scores.add(oracle.leaf("bias"));
    }
    boolean all = router.weighing() == Router.Weighing.ALL;
    org.bytedeco.pytorch.Tensor weighed = all ? softmax(scores, 1) : scores;
    T_TensorTensor_T top = weighed.topk(router.topK(), 1, true, true);
    return weighed
        .mul(new Scalar(0.0))
        .scatter(1, top.get1(), all ? top.get0() : softmax(top.get0(), 1));
  }

  private List<Block> branch(String norms, String name) {
    Block linear = parameters.linear(name, 16, 16, false);
    return switch (norms) {
      case "before" -> List.of(norm(name + "_before"), linear);
      case "behind" -> List.of(linear, norm(name + "_behind"));
      default -> List.of(norm(name + "_before"), linear, norm(name + "_behind"));
    };
  }

  private RmsNorm norm(String name) {
    return RmsNorm.declare(parameters, name, 16, AROUND_ONE);
  }

  private org.bytedeco.pytorch.Tensor branch(
      String norms, String name, org.bytedeco.pytorch.Tensor x) {
    org.bytedeco.pytorch.Tensor before =
        norms.equals("behind") ? x : oracle.normedAroundOne(x, name + "_before.weight");
    org.bytedeco.pytorch.Tensor y = oracle.linear(name, before);
    return norms.equals("before") ? y : oracle.normedAroundOne(y, name + "_behind.weight");
  }

  private static org.bytedeco.pytorch.Tensor bent(
      Activation activation, org.bytedeco.pytorch.Tensor x) {
    return switch (activation) {
      case SILU -> silu(x);
      case GELU -> gelu(x, "none");
      case GELU_TANH -> gelu(x, "tanh");
    };
  }
}
