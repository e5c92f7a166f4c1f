package dev.attune.model.layer;

import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;

/**
 * y = down(silu(gate(x)) ∘ up(x)) (https://arxiv.org/abs/2002.05202).
 *
 * <p>Backward, with h = silu(g) ∘ u: dg = dh ∘ u ∘ silu'(g), du = dh ∘ silu(g).
 */
public final class GatedMlp {
  private final Linear gateProj;
  private final Linear upProj;
  private final Linear downProj;

  private GatedMlp(Linear gateProj, Linear upProj, Linear downProj) {
    this.gateProj = gateProj;
    this.upProj = upProj;
    this.downProj = downProj;
  }

  /** Declares the block {@code mlp}. */
  public static GatedMlp declare(
      Parameters parameters, long hiddenSize, long intermediateSize, boolean bias) {
    Parameters mlp = parameters.at("mlp");
    return new GatedMlp(
        mlp.linear("gate_proj", hiddenSize, intermediateSize, bias),
        mlp.linear("up_proj", hiddenSize, intermediateSize, bias),
        mlp.linear("down_proj", intermediateSize, hiddenSize, bias));
  }

  /** x and y are (tokens, hidden). */
  public Forward forward(Tensor x, Pass pass) {
    Forward gate = gateProj.forward(x, pass);
    Forward up = upProj.forward(x, pass);
    Tensor h = pass.take(up.y().shape()).silu(gate.y()).times(up.y()); // (tokens, intermediate)
    Forward down = downProj.forward(h, pass);
    return new Forward(down.y(), (dy, dx) -> backward(gate, up, down, dy, dx, pass));
  }

  private static void backward(
      Forward gate, Forward up, Forward down, Tensor dy, Tensor dx, Pass pass) {
    try (Workspace.Scratch scratch = pass.scratch()) {
      long[] shape = gate.y().shape();
      Tensor dh = scratch.take(shape).zero();
      down.backward().run(dy, dh);
      Tensor du = scratch.take(shape).silu(gate.y()).times(dh);
      up.backward().run(du, dx);
      Tensor dg = dh.times(up.y());
      gate.backward().run(dg.siluBackward(dg, gate.y()), dx);
    }
  }
}
