package dev.attune.model.layer;

import dev.attune.torch.Tensor;

/**
 * y = cap·tanh(x/cap), which keeps y between −cap and cap (https://arxiv.org/abs/2408.00118).
 *
 * <p>Backward: dx = dy ∘ (1 − (y/cap)²).
 *
 * @param cap infinite for y = x
 */
public record SoftCap(double cap) {
  public static final SoftCap NONE = new SoftCap(Double.POSITIVE_INFINITY);

  /** True when numbers are changed at all. */
  boolean isSet() {
    return cap != Double.POSITIVE_INFINITY;
  }

  /** x ← cap·tanh(x/cap). */
  void apply(Tensor x) {
    if (isSet()) {
      x.tanh(x.times(1 / cap)).times(cap);
    }
  }

  /** out ← dy/dx at the capped y, and out. */
  Tensor slope(Tensor out, Tensor y) {
    return out.mul(y, y).times(-1 / (cap * cap)).plus(1);
  }
}
