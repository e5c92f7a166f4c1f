package dev.attune.model.layer;

import dev.attune.torch.Tensor;

/**
 * Hidden states to logits: cap(s·h·Wᵀ).
 *
 * @param weight (vocabulary, hidden); the embedding's own table when the two are tied
 * @param scale s
 */
public record LmHead(Parameter weight, double scale, SoftCap softCap) {

  /**
   * h (rows, hidden) to y (rows, vocabulary), which is given because it is large and soon used
   * again.
   */
  public Forward forward(Tensor h, Tensor y, Pass pass) {
    return forward(h, y, 1, pass);
  }

  /**
   * The same. Gradients that go back are {@code factor} times what dy says, which is cheaper in
   * their products than in a dy of this size.
   */
  public Forward forward(Tensor h, Tensor y, double factor, Pass pass) {
    weight.multiply(h, y);
    if (scale != 1) {
      y.times(scale);
    }
    softCap.apply(y);
    boolean bent = softCap.isSet() && pass.trains();
    Tensor slope = bent ? softCap.slope(pass.take(y.shape()), y) : null;
    return new Forward(
        y, (dy, dh) -> backward(h, slope == null ? dy : slope.times(dy), dh, factor * scale, pass));
  }

  /** What training keeps for the way back from so many rows, beside what it was given. */
  public Footprint footprint(long rows, Footprint.Load load) {
    Footprint bend = Footprint.kept(softCap.isSet() ? rows * weight.shape().get(0) : 0);
    return load.weightsMove() ? bend.then(Gradients.product(weight.count(), load)) : bend;
  }

  private void backward(Tensor h, Tensor dy, Tensor dh, double factor, Pass pass) {
    dh.addMm(dy, weight.value(), factor);
    pass.gradients().addProduct(weight, dy, h, factor, pass);
  }
}
