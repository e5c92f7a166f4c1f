package dev.attune.model.layer;

import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;

/**
 * y = weight ∘ down(f(gate(x)) ∘ up(x)): {@link GatedMlp} as an expert.
 *
 * <p>Backward, with h = f(g) ∘ u and e = dy·W_down: dweight = rowsum(e ∘ h), dh = weight ∘ e, dg =
 * dh ∘ u ∘ f'(g), du = dh ∘ f(g).
 */
public record GatedExpert(Parameter gate, Parameter up, Parameter down, Activation activation)
    implements Expert {

  @Override
  public Way forward(Tokens tokens, Tensor y, Pass pass) {
    long rows = tokens.x().size(0);
    Tensor g = pass.take(rows, inner());
    Tensor u = pass.take(rows, inner());
    gate.multiply(tokens.x(), g);
    up.multiply(tokens.x(), u);
    try (Workspace.Scratch scratch = pass.scratch()) {
      Tensor h = activation.apply(scratch.take(rows, inner()), g).times(u);
      down.multiply(h.times(tokens.weight()), y);
    }
    return (in, dy, gradient) -> backward(new Kept(g, u), in, dy, gradient, pass);
  }

  @Override
  public Footprint footprint(long rows, Footprint.Load load) {
    long product = load.weightsMove() ? Gradients.product(gate.count(), load).moment() : 0;
    return new Footprint(2 * rows * inner(), 3 * rows * inner() + rows + product);
  }

  /** g and u are (rows, intermediate). */
  private record Kept(Tensor g, Tensor u) {}

  private void backward(Kept kept, Tokens in, Tensor dy, Tokens gradient, Pass pass) {
    try (Workspace.Scratch scratch = pass.scratch()) {
      Tensor h = activation.apply(scratch.take(kept.g().shape()), kept.g()).times(kept.u());
      Tensor dh = scratch.take(h.shape()).mm(dy, down.value());
      Tensor product = scratch.take(h.shape()).mul(dh, h);
      gradient.weight().plus(scratch.take(h.size(0), 1).sum(product, 1));
      pass.gradients().addProduct(down, dy, h.times(in.weight()), 1, pass);
      dh.times(in.weight());
      Tensor du = activation.apply(product, kept.g()).times(dh);
      addTo(gradient.x(), up, du, in, pass);
      Tensor dg = activation.backward(dh, dh.times(kept.u()), kept.g());
      addTo(gradient.x(), gate, dg, in, pass);
    }
  }

  private static void addTo(Tensor dx, Parameter weight, Tensor d, Tokens in, Pass pass) {
    dx.addMm(d, weight.value(), 1);
    pass.gradients().addProduct(weight, d, in.x(), 1, pass);
  }

  private long inner() {
    return gate.shape().get(0);
  }
}
