package dev.attune.model.gptoss;

import static org.bytedeco.pytorch.global.torch.clamp;
import static org.bytedeco.pytorch.global.torch.matmul;
import static org.bytedeco.pytorch.global.torch.sigmoid;
import static org.bytedeco.pytorch.global.torch.softmax;

import dev.attune.model.layer.Expert;
import dev.attune.model.layer.MixtureOfExperts;
import dev.attune.model.layer.Oracle;
import dev.attune.model.layer.Parameters;
import dev.attune.model.layer.Router;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.junit.jupiter.api.Test;

/** The hand-written backward pass of gpt-oss's experts against autograd. */
final class ClampedExpertOracleTest {
  // Wide enough that some of what comes in is clamped on either side.
  private static final int HIDDEN = 64;
  private static final int INNER = 20;
  private static final int EXPERTS = 4;

  @Test
  void expertsWhoseGateIsClamped() {
    try (Oracle oracle = new Oracle()) {
      Parameters parameters = oracle.parameters();
      Router router =
          new Router(parameters.matrix("router", EXPERTS, HIDDEN), null, 2, Router.Weighing.CHOSEN);
      ClampedExperts all = ClampedExperts.declare(parameters, EXPERTS, HIDDEN, INNER);
      List<Expert> experts =
          IntStream.range(0, EXPERTS).<Expert>mapToObj(i -> new ClampedExpert(all, i)).toList();
      oracle.check(
          new int[] {12, 9},
          HIDDEN,
          new MixtureOfExperts(router, experts),
          x -> {
            org.bytedeco.pytorch.Tensor weights = weights(x, oracle);
            return IntStream.range(0, EXPERTS)
                .mapToObj(i -> expert(x, i, oracle).mul(weights.narrow(1, i, 1)))
                .reduce(org.bytedeco.pytorch.Tensor::add)
                .orElseThrow();
          });
    }
  }

  private static org.bytedeco.pytorch.Tensor expert(
      org.bytedeco.pytorch.Tensor x, int index, Oracle oracle) {
    org.bytedeco.pytorch.Tensor gateUp =
        matmul(x, oracle.leaf("gate_up_proj").select(0, index))
            .add(oracle.leaf("gate_up_proj_bias").select(0, index))
            .view(x.size(0), INNER, 2);
    org.bytedeco.pytorch.Tensor gate = clamped(gateUp.select(2, 0), new ScalarOptional());
    org.bytedeco.pytorch.Tensor up =
        clamped(gateUp.select(2, 1), new ScalarOptional(new Scalar(-7.0)));
    org.bytedeco.pytorch.Tensor h =
        up.add(new Scalar(1.0)).mul(gate).mul(sigmoid(gate.mul(new Scalar(1.702))));
    return matmul(h, oracle.leaf("down_proj").select(0, index))
        .add(oracle.leaf("down_proj_bias").select(0, index));
  }

  private static org.bytedeco.pytorch.Tensor clamped(
      org.bytedeco.pytorch.Tensor x, ScalarOptional low) {
    return clamp(x, low, new ScalarOptional(new Scalar(7.0)));
  }

  private static org.bytedeco.pytorch.Tensor weights(org.bytedeco.pytorch.Tensor x, Oracle oracle) {
    org.bytedeco.pytorch.Tensor scores = matmul(x, oracle.leaf("router").t());
    T_TensorTensor_T top = scores.topk(2, 1, true, true);
    return scores.mul(new Scalar(0.0)).scatter(1, top.get1(), softmax(top.get0(), 1));
  }
}
