package dev.attune.model.gptoss;

import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;

/**
 * h = (u + 1) ∘ g ∘ σ(α·g), where g is the gate, at most {@value #LIMIT}, and u what goes up,
 * between −{@value #LIMIT} and {@value #LIMIT}.
 *
 * <p>Backward, with s = σ(α·g): du = dh ∘ g ∘ s, dg = dh ∘ (u + 1) ∘ (s + α·g ∘ s ∘ (1 − s)), and
 * nothing for what was clamped.
 */
final class ClampedGlu {
  private static final double ALPHA = 1.702;
  private static final double LIMIT = 7;

  private final Tensor gateUp; // (rows, 2·intermediate), gate and up taking turns
  private final Tensor g; // this one and the others (rows, intermediate, 1)
  private final Tensor u;
  private final Tensor s;
  private final Tensor gs;

  ClampedGlu(Tensor gateUp, Workspace.Scratch scratch) {
    this.gateUp = gateUp;
    long[] shape = gate(gateUp).shape();
    g = scratch.take(shape).clamp(gate(gateUp), Double.NEGATIVE_INFINITY, LIMIT);
    u = scratch.take(shape).clamp(up(gateUp), -LIMIT, LIMIT);
    s = scratch.take(shape).mul(g, ALPHA);
    s.sigmoid(s);
    gs = scratch.take(shape).mul(g, s);
  }

  /** h, (rows, intermediate). */
  Tensor output(Workspace.Scratch scratch) {
    Tensor h = scratch.take(gs.shape()).mul(gs, u).plus(gs);
    return h.view(h.size(0), h.size(1));
  }

  /** Writes the gradient of what came in, laid out like it, for dh (rows, intermediate). */
  void backward(Tensor dh, Tensor gradient, Workspace.Scratch scratch) {
    Tensor dy = dh.view(g.shape());
    Tensor kept = scratch.take(g.shape());
    up(gradient).mul(dy, gs).times(kept.same(u, up(gateUp)));
    Tensor slope = scratch.take(g.shape()).mul(gs, s).times(-1).plus(gs).times(ALPHA).plus(s);
    Tensor dg = slope.times(dy);
    dg.addMul(dg, u, 1);
    gate(gradient).mul(dg, kept.same(g, gate(gateUp)));
  }

  private static Tensor gate(Tensor gateUp) {
    return turns(gateUp).narrow(2, 0, 1);
  }

  private static Tensor up(Tensor gateUp) {
    return turns(gateUp).narrow(2, 1, 1);
  }

  private static Tensor turns(Tensor gateUp) {
    return gateUp.view(gateUp.size(0), -1, 2);
  }
}
