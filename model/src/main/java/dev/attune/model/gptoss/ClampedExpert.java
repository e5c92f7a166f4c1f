package dev.attune.model.gptoss;

import dev.attune.model.layer.Expert;
import dev.attune.model.layer.Footprint;
import dev.attune.model.layer.Gradients;
import dev.attune.model.layer.Parameter;
import dev.attune.model.layer.Pass;
import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;

/**
 * y = weight ∘ (glu(x·W_gateUp + b_gateUp)·W_down + b_down).
 *
 * <p>Backward, with h the glu's output and e = dy·W_downᵀ: dweight = rowsum(e ∘ h) + dy·b_down, dh
 * = weight ∘ e.
 */
record ClampedExpert(ClampedExperts all, int index) implements Expert {

  @Override
  public Way forward(Tokens tokens, Tensor y, Pass pass) {
    Tensor gateUp = pass.take(tokens.x().size(0), all.gateUp().shape().get(2));
    gateUp.mm(tokens.x(), matrix(all.gateUp().value())).plus(row(all.gateUpBias().value()));
    try (Workspace.Scratch scratch = pass.scratch()) {
      Tensor h = new ClampedGlu(gateUp, scratch).output(scratch);
      y.mm(h.times(tokens.weight()), matrix(all.down().value()));
      y.addMul(tokens.weight(), row(all.downBias().value()), 1);
    }
    return (in, dy, gradient) -> backward(gateUp, in, dy, gradient, pass);
  }

  private void backward(Tensor gateUp, Tokens in, Tensor dy, Tokens gradient, Pass pass) {
    try (Workspace.Scratch scratch = pass.scratch()) {
      ClampedGlu glu = new ClampedGlu(gateUp, scratch);
      Tensor h = glu.output(scratch);
      Tensor dh = scratch.take(h.shape()).mm(dy, matrix(all.down().value()).t());
      Tensor along = scratch.take(h.shape()).mul(dh, h);
      gradient.weight().plus(scratch.take(h.size(0), 1).sum(along, 1));
      gradient.weight().addMm(dy, row(all.downBias().value()).t(), 1);
      addProduct(all.down(), h.times(in.weight()), dy, pass);
      addSum(all.downBias(), scratch.take(dy.shape()).mul(dy, in.weight()), pass);
      Tensor d = scratch.take(gateUp.shape());
      glu.backward(dh.times(in.weight()), d, scratch);
      gradient.x().addMm(d, matrix(all.gateUp().value()).t(), 1);
      addProduct(all.gateUp(), in.x(), d, pass);
      addSum(all.gateUpBias(), d, pass);
    }
  }

  @Override
  public Footprint footprint(long rows, Footprint.Load load) {
    long inner = all.down().shape().get(1);
    long hidden = load.hiddenSize();
    long sum = load.weightsMove() ? load.wide(Math.max(2 * inner, hidden)) : 0;
    long product = load.weightsMove() ? Gradients.product(2 * inner * hidden, load).moment() : 0;
    long gradient = Math.max(sum, product);
    return new Footprint(2 * rows * inner, 11 * rows * inner + rows + rows * hidden + gradient);
  }

  private void addProduct(Parameter weight, Tensor x, Tensor dy, Pass pass) {
    Tensor gradient = pass.gradients().of(weight);
    if (gradient != null) {
      Gradients.addProduct(matrix(gradient), x.t(), dy, 1, pass);
    }
  }

  private void addSum(Parameter bias, Tensor dy, Pass pass) {
    Tensor gradient = pass.gradients().of(bias);
    if (gradient != null) {
      try (Workspace.Scratch scratch = pass.scratch()) {
        row(gradient).plus(scratch.takeWide(1, dy.size(1)).sum(dy, 0));
      }
    }
  }

  /** This expert's (in, out) of (experts, in, out). */
  private Tensor matrix(Tensor whole) {
    return whole.rows(index, 1).view(whole.size(1), whole.size(2));
  }

  /** This expert's (1, out) of (experts, out). */
  private Tensor row(Tensor whole) {
    return whole.rows(index, 1);
  }
}
