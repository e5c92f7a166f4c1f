package dev.attune.model.layer;

import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;

/**
 * y = down(f(gate(x)) ∘ up(x)) (https://arxiv.org/abs/2002.05202). Gate and up of a token lie side
 * by side in one row.
 *
 * <p>Backward, with h = f(g) ∘ u: dg = dh ∘ u ∘ f'(g), du = dh ∘ f(g).
 */
public final class GatedMlp implements Block {
  private final Block gateUpProj;
  private final Activation activation;
  private final Linear downProj;

  /**
   * The most usual block.
   *
   * @param bias whether the linear modules have one
   */
  public record Design(
      long hiddenSize, long intermediateSize, boolean bias, Activation activation) {}

  /**
   * {@code gateUpProj} takes x to (tokens, gate | up), {@code downProj} half of that to (tokens,
   * hidden).
   */
  public GatedMlp(Block gateUpProj, Activation activation, Linear downProj) {
    this.gateUpProj = gateUpProj;
    this.activation = activation;
    this.downProj = downProj;
  }

  /**
   * Declares the block {@code mlp} with modules {@code gate_proj}, {@code up_proj} and {@code
   * down_proj}.
   */
  public static GatedMlp declare(Parameters parameters, Design design) {
    Parameters mlp = parameters.at("mlp");
    long in = design.hiddenSize();
    long inner = design.intermediateSize();
    return new GatedMlp(
        SideBySide.of(
            mlp.linear("gate_proj", in, inner, design.bias()),
            mlp.linear("up_proj", in, inner, design.bias())),
        design.activation(),
        mlp.linear("down_proj", inner, in, design.bias()));
  }

  /** x and y are (tokens, hidden). */
  @Override
  public Forward forward(Tensor x, Pass pass) {
    Forward gateUp = gateUpProj.forward(x, pass); // (tokens, 2·intermediate)
    Tensor h = pass.take(x.size(0), downProj.in());
    activation.apply(h, gate(gateUp.y())).times(up(gateUp.y()));
    Forward down = downProj.forward(h, pass);
    return new Forward(down.y(), (dy, dx) -> backward(gateUp, down, dy, dx, pass));
  }

  @Override
  public Footprint footprint(Footprint.Load load) {
    long h = load.tokens() * downProj.in();
    Footprint gateUp = gateUpProj.footprint(load).during(2 * h);
    return gateUp.then(downProj.footprint(load)).then(Footprint.kept(h)).during(h);
  }

  private void backward(Forward gateUp, Forward down, Tensor dy, Tensor dx, Pass pass) {
    try (Workspace.Scratch scratch = pass.scratch()) {
      Tensor gate = gate(gateUp.y());
      Tensor dh = scratch.take(dy.size(0), downProj.in()).zero();
      down.backward().run(dy, dh);
      Tensor d = scratch.take(gateUp.y().shape());
      activation.apply(up(d), gate).times(dh);
      activation.backward(gate(d), dh.times(up(gateUp.y())), gate);
      gateUp.backward().run(d, dx);
    }
  }

  private Tensor gate(Tensor gateUp) {
    return gateUp.columns(0, downProj.in());
  }

  private Tensor up(Tensor gateUp) {
    return gateUp.columns(downProj.in(), downProj.in());
  }
}
