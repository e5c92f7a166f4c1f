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
    weight.multiply(h, y);
    if (scale != 1) {
      y.times(scale);
    }
    softCap.apply(y);
    boolean bent = softCap.isSet() && pass.trains();
    Tensor slope = bent ? softCap.slope(pass.take(y.shape()), y) : null;
    return new Forward(y, (dy, dh) -> backward(h, slope == null ? dy : slope.times(dy), dh, pass));
  }

  private void backward(Tensor h, Tensor dy, Tensor dh, Pass pass) {
    dh.addMm(dy, weight.value(), scale);
    pass.gradients().addProduct(weight, dy, h, scale);
  }
}
