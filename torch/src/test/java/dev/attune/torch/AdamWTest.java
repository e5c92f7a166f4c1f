package dev.attune.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdamWTest {
  private static final int COUNT = 70_000;

  @BeforeEach
  void enter() {
    Torch.enterThread();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01})
  void itMovesWeightsAsLibtorchDoes(double weightDecay) {
    try (TensorScope _ = new TensorScope()) {
      Tensor values = Tensors.zeros(COUNT).normal(0, 1, new RandomSource(1));
      Tensor gradients = Tensors.zeros(COUNT);
      org.bytedeco.pytorch.Tensor expected = Autograd.leaf(values);
      AdamWOptions options = new AdamWOptions(0.01);
      options.weight_decay().put(weightDecay);
      var theirs = new org.bytedeco.pytorch.AdamW(new TensorVector(expected), options);
      AdamW ours = new AdamW(values, gradients, zeroMoments(), weightDecay);

      for (int step = 1; step <= 5; step++) {
        gradients.normal(0, 1e-3 * step, new RandomSource(100 + step));
        expected.mutable_grad().put(gradients.handle.clone());
        theirs.step();
        ours.step(step, 0.01);
      }

      assertThat(largestDifference(values, new Tensor(expected.detach())))
          .isCloseTo(0, Offset.offset(5e-7));
    }
  }

  @Test
  void aZeroGradientMovesNothing() {
    try (TensorScope _ = new TensorScope()) {
      Tensor values = Tensors.zeros(10).fill(1);
      new AdamW(
              values, Tensors.zeros(10), new AdamW.Moments(Tensors.zeros(10), Tensors.zeros(10)), 0)
          .step(1, 0.5);
      assertThat(values.floats()).containsOnly(1);
    }
  }

  private static AdamW.Moments zeroMoments() {
    return new AdamW.Moments(Tensors.zeros(COUNT), Tensors.zeros(COUNT));
  }

  private static double largestDifference(Tensor a, Tensor b) {
    float[] x = a.floats();
    float[] y = b.floats();
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      largest = Math.max(largest, Math.abs(x[i] - y[i]));
    }
    return largest;
  }
}
