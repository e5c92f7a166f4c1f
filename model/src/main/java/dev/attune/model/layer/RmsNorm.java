package dev.attune.model.layer;

import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;

/**
 * y = x·r ∘ w with r = 1/√(mean(x²) + ε), over the last dimension
 * (https://arxiv.org/abs/1910.07467).
 *
 * <p>Backward, with g = dy ∘ w: dx = r·g − x·r³·mean(g ∘ x), dw = Σ dy ∘ x·r.
 */
public final class RmsNorm {
  private final Parameter weight;
  private final double epsilon;
  private final long size;

  private RmsNorm(Parameter weight, double epsilon) {
    this.weight = weight;
    this.epsilon = epsilon;
    this.size = weight.shape().get(0);
  }

  /** Declares the norm {@code name} over {@code size} features. */
  public static RmsNorm declare(Parameters parameters, String name, long size, double epsilon) {
    return new RmsNorm(parameters.at(name).declare("weight", size), epsilon);
  }

  /** Normalises x (rows, size) to y of the same shape. */
  public Forward forward(Tensor x, Pass pass) {
    long rows = x.size(0);
    Tensor r = pass.take(rows, 1).norm(x);
    r.times(r).times(1.0 / size).plus(epsilon).rsqrt();
    Tensor y = pass.take(rows, size).mul(x, r).times(weight.value());
    return new Forward(y, (dy, dx) -> backward(x, r, dy, dx, pass));
  }

  private void backward(Tensor x, Tensor r, Tensor dy, Tensor dx, Pass pass) {
    try (Workspace.Scratch scratch = pass.scratch()) {
      Tensor g = scratch.take(x.shape()).mul(dy, weight.value());
      Tensor product = scratch.take(x.shape()).mul(g, x);
      Tensor mean = scratch.take(x.size(0), 1).sum(product, 1).times(1.0 / size);
      dx.addMul(g, r, 1);
      dx.addMul(x, mean.times(r).times(r).times(r), -1);
      Tensor dw = pass.gradients().of(weight);
      if (dw != null) {
        dw.plus(scratch.take(size).sum(product.mul(x, r).times(dy), 0));
      }
    }
  }
}
