package dev.attune.model.layer;

import dev.attune.torch.FusedRows;
import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;

/**
 * y = x·r ∘ w with r = 1/√(mean(x²) + ε), over the last dimension
 * (https://arxiv.org/abs/1910.07467). Some families publish w − 1 instead of w.
 *
 * <p>Backward, with g = dy ∘ w: dx = r·g − x·r³·mean(g ∘ x), dw = Σ dy ∘ x·r.
 */
public final class RmsNorm implements Block {
  private static final int FEW_ROWS = 32;

  private final Parameter weight;
  private final Style style;
  private final long size;

  /**
   * What all norms of a model have in common.
   *
   * @param epsilon ε
   * @param aroundOne whether the published weight is w − 1
   */
  public record Style(double epsilon, boolean aroundOne) {}

  private RmsNorm(Parameter weight, Style style) {
    this.weight = weight;
    this.style = style;
    this.size = weight.shape().get(0);
  }

  /** Declares the norm {@code name} over {@code size} features. */
  public static RmsNorm declare(Parameters parameters, String name, long size, Style style) {
    return new RmsNorm(parameters.at(name).declare("weight", size), style);
  }

  /** Normalises x (tokens, size) to y of the same shape. */
  @Override
  public Forward forward(Tensor x, Pass pass) {
    Tensor y = pass.take(x.shape());
    return new Forward(y, forward(x, y, pass));
  }

  @Override
  public Footprint footprint(Footprint.Load load) {
    return footprint(load.tokens(), load).then(Footprint.kept(load.tokens() * size));
  }

  /** Of the norm of so many rows into a given y. */
  Footprint footprint(long rows, Footprint.Load load) {
    long w = style.aroundOne() ? load.wide(size) : 0;
    long dw = load.weightsMove() ? load.wide(size) : 0;
    return new Footprint(load.wide(rows), w + 2 * rows * size + load.wide(rows) + dw);
  }

  /** Features that are normalised together. */
  long size() {
    return size;
  }

  /** The same into a given y; x and y are (…, size). */
  Backward forward(Tensor x, Tensor y, Pass pass) {
    if (pass.samples() && x.rank() == 2 && x.size(0) <= FEW_ROWS) {
      FusedRows.rmsNorm(y, x, weight.value(), style.epsilon(), style.aroundOne() ? 1 : 0);
      return Backward.NONE;
    }
    Tensor r = pass.takeWide(rowShape(x)).norm(x); // (…, 1)
    r.times(r).times(1.0 / size).plus(style.epsilon()).rsqrt();
    try (Workspace.Scratch scratch = pass.scratch()) {
      y.mul(x, r).times(w(scratch));
    }
    return (dy, dx) -> backward(x, r, dy, dx, pass);
  }

  /** x (tokens, features) as (tokens, groups, size), where this norm normalises each group. */
  Tensor groups(Tensor x) {
    return x.view(x.size(0), -1, size);
  }

  private void backward(Tensor x, Tensor r, Tensor dy, Tensor dx, Pass pass) {
    try (Workspace.Scratch scratch = pass.scratch()) {
      Tensor g = scratch.take(x.shape()).mul(dy, w(scratch));
      Tensor product = scratch.take(x.shape()).mul(g, x);
      Tensor mean = scratch.takeWide(rowShape(x)).sum(product, -1).times(1.0 / size);
      dx.addMul(g, r, 1);
      dx.addMul(x, mean.times(r).times(r).times(r), -1);
      Tensor dw = pass.gradients().of(weight);
      if (dw != null) {
        product.mul(x, r).times(dy);
        dw.plus(scratch.takeWide(size).sum(product.view(-1, size), 0));
      }
    }
  }

  private Tensor w(Workspace.Scratch scratch) {
    return style.aroundOne() ? scratch.takeWide(size).copy(weight.value()).plus(1) : weight.value();
  }

  private static long[] rowShape(Tensor x) {
    long[] shape = x.shape();
    shape[shape.length - 1] = 1;
    return shape;
  }
}
