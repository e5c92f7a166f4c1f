package dev.attune.model.layer;

import dev.attune.torch.LowRank;
import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;

/**
 * The low-rank change of one linear module (https://arxiv.org/abs/2106.09685): y +=
 * s·(drop(x)·Aᵀ)·Bᵀ.
 *
 * <p>Backward, with z = drop(x)·Aᵀ and dz = s·dy·B: dB = s·dyᵀ·z, dA = dzᵀ·drop(x), dx +=
 * drop'(dz·A).
 *
 * @param a A, (rank, in)
 * @param b B, (out, rank)
 * @param scaling s
 * @param dropout share of the inputs that training leaves out of the change
 */
public record Lora(Parameter a, Parameter b, double scaling, double dropout) {

  private static final int FEW_ROWS = 4;

  public long rank() {
    return a.shape().get(0);
  }

  /** Whether the change of {@code count} tokens is one of many small ones. */
  static boolean isSmall(long count, Pass pass) {
    return pass.samples() && count <= FEW_ROWS;
  }

  /** The change of some tokens of many, to be added together with others. */
  LowRank.Change small(int start, int count) {
    return new LowRank.Change(start, count, a.value(), b.value(), scaling);
  }

  /** Adds the change of x (tokens, in) to y (tokens, out). */
  Backward forward(Tensor x, Tensor y, Pass pass) {
    if (dropout > 0 && pass.trains()) {
      return forwardWithDropout(x, y, pass);
    }
    return change(x, y, pass);
  }

  /** Of a change of so low a rank; nothing where there is none. */
  static Footprint footprint(long rank, Linear linear, Footprint.Load load) {
    long z = load.tokens() * rank;
    long larger = rank * Math.max(linear.in(), linear.out());
    Footprint change = Gradients.product(larger, load).during(z).then(Footprint.kept(z));
    if (rank == 0 || !load.adapter().drops()) {
      return change;
    }
    long x = load.tokens() * linear.in();
    return change.during(x).then(Footprint.kept(2 * x));
  }

  private Backward change(Tensor x, Tensor y, Pass pass) {
    Tensor z = pass.take(x.size(0), rank()).mm(x, a.transposed());
    y.addMm(z, b.transposed(), scaling);
    return (dy, dx) -> {
      try (Workspace.Scratch scratch = pass.scratch()) {
        Tensor dz = scratch.take(x.size(0), rank()).mm(dy, b.value()).times(scaling);
        pass.gradients().addProduct(b, dy, z, scaling, pass);
        pass.gradients().addProduct(a, dz, x, 1, pass);
        dx.addMm(dz, a.value(), 1);
      }
    };
  }

  private Backward forwardWithDropout(Tensor x, Tensor y, Pass pass) {
    double kept = 1 - dropout;
    Tensor mask = pass.take(x.shape()).bernoulli(kept, pass.random()).times(1 / kept);
    Backward change = change(pass.take(x.shape()).mul(x, mask), y, pass);
    return (dy, dx) -> {
      try (Workspace.Scratch scratch = pass.scratch()) {
        Tensor dropped = scratch.take(x.shape()).zero();
        change.run(dy, dropped);
        dx.addMul(dropped, mask, 1);
      }
    };
  }
}
