package dev.attune.model.layer;

import dev.attune.torch.DType;
import dev.attune.torch.Tensor;
import dev.attune.torch.Tensors;
import dev.attune.torch.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the experts of each token: the {@code topK} with the largest scores l = x·Wᵀ + b, and how
 * much each counts, w (https://arxiv.org/abs/1701.06538).
 *
 * <p>Backward, with s = Σ w ∘ dw over a token's choice: {@link Weighing#CHOSEN}: dl = w ∘ (dw − s)
 * at the chosen; {@link Weighing#ALL}, with p the softmax over all: dl = −p·s, and w ∘ dw more at
 * the chosen.
 *
 * @param weight (experts, hidden)
 * @param topK experts of a token
 */
public record Router(Parameter weight, @Nullable Parameter bias, int topK, Weighing weighing) {
  /** What the softmax that weighs experts goes over. */
  public enum Weighing {
    /** The chosen: their weights add up to one. */
    CHOSEN,
    /** All experts: what the others would have is lost. */
    ALL
  }

  /**
   * Where tokens go.
   *
   * @param experts (tokens, topK), I64
   * @param weights (tokens, topK)
   * @param backward from the gradient of the weights to that of x
   */
  record Choice(Tensor experts, Tensor weights, Backward backward) {}

  /** x is (tokens, hidden). */
  Choice forward(Tensor x, Pass pass) {
    Tensor experts = Tensors.empty(pass.placement().device(), DType.I64, x.size(0), topK);
    Tensor weights = pass.take(x.size(0), topK);
    Tensor scores = pass.take(x.size(0), weight.shape().get(0)); // (tokens, experts)
    weight.multiply(x, scores);
    if (bias != null) {
      scores.plus(bias.value());
    }
    switch (weighing) {
      case CHOSEN -> weights.softmax(weights.largest(experts, scores));
      case ALL -> weights.largest(experts, scores.softmax(scores));
    }
    Kept kept = new Kept(x, scores, experts, weights);
    return new Choice(experts, weights, (dw, dx) -> backward(kept, dw, dx, pass));
  }

  Footprint footprint(Footprint.Load load) {
    long chosen = load.tokens() * topK;
    long scores = load.tokens() * weight.shape().get(0);
    long db = bias != null && load.weightsMove() ? bias.count() : 0;
    return new Footprint(chosen + scores, chosen + load.tokens() + scores + db);
  }

  /** p is of use where all experts are weighed. */
  private record Kept(Tensor x, Tensor p, Tensor experts, Tensor weights) {}

  private void backward(Kept kept, Tensor dw, Tensor dx, Pass pass) {
    try (Workspace.Scratch scratch = pass.scratch()) {
      Tensor chosen = scratch.take(dw.shape()).mul(kept.weights(), dw);
      Tensor s = scratch.take(dw.size(0), 1).sum(chosen, 1);
      Tensor dl = scratch.take(kept.p().shape());
      switch (weighing) {
        case CHOSEN -> {
          dl.zero();
          chosen.addMul(kept.weights(), s, -1);
        }
        case ALL -> dl.mul(kept.p(), s).times(-1);
      }
      dl.scatterAdd(kept.experts(), chosen);
      dx.addMm(dl, weight.value(), 1);
      pass.gradients().addProduct(weight, dl, kept.x(), 1, pass);
      pass.gradients().addSum(bias, dl, pass);
    }
  }
}
