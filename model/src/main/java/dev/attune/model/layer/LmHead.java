package dev.attune.model.layer;

import dev.attune.torch.Tensor;

/**
 * Hidden states to logits: h·Wᵀ.
 *
 * @param weight (vocabulary, hidden); the embedding's own table when the two are tied
 */
public record LmHead(Parameter weight) {

  /**
   * h (rows, hidden) to y (rows, vocabulary), which is given because it is large and soon used
   * again.
   */
  public Forward forward(Tensor h, Tensor y, Pass pass) {
    weight.multiply(h, y);
    return new Forward(y, (dy, dh) -> backward(h, dy, dh, pass));
  }

  private void backward(Tensor h, Tensor dy, Tensor dh, Pass pass) {
    dh.addMm(dy, weight.value(), 1);
    Tensor dw = pass.gradients().of(weight);
    if (dw != null) {
      dw.addMm(dy.t(), h, 1);
    }
  }
}
