package dev.attune.torch;

import java.util.ArrayList;
import java.util.List;

/**
 * Adam with decoupled weight decay (https://arxiv.org/abs/1711.05101), as PyTorch computes it:
 *
 * <pre>
 * θ ← θ·(1 − η·λ)
 * m ← m + (1 − β₁)(g − m)          v ← β₂·v + (1 − β₂)·g²
 * θ ← θ − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε)
 * </pre>
 *
 * <p>All four are vectors of one length; the work goes through them in pieces that stay in the
 * cache.
 */
public final class AdamW {
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final long PIECE = 1 << 15;
  private static final long PIECE_AWAY = 1 << 26; // where it is bandwidth, not a cache, that counts

  private final List<Piece> pieces = new ArrayList<>();
  private final double weightDecay;

  private record Piece(
      Tensor value, Tensor gradient, Tensor mean, Tensor variance, Tensor denominator) {}

  /**
   * The vectors of what one optimizer moves.
   *
   * @param mean m, zero before the first step
   * @param variance v, zero before the first step
   */
  public record Moments(Tensor mean, Tensor variance) {}

  /** The vectors must outlive this optimizer. */
  public AdamW(Tensor values, Tensor gradients, Moments moments, double weightDecay) {
    this.weightDecay = weightDecay;
    try (TensorScope scope = new TensorScope()) {
      Device device = values.device();
      long most = device.isHost() ? PIECE : PIECE_AWAY;
      Tensor denominator = Tensors.empty(device, DType.F32, Math.min(most, values.count()));
      for (long start = 0; start < values.count(); start += most) {
        long count = Math.min(most, values.count() - start);
        pieces.add(
            new Piece(
                scope.keep(values.rows(start, count)),
                scope.keep(gradients.rows(start, count)),
                scope.keep(moments.mean().rows(start, count)),
                scope.keep(moments.variance().rows(start, count)),
                scope.keep(denominator.rows(0, count))));
      }
    }
  }

  /**
   * Moves the values once.
   *
   * @param step t, counted from 1
   * @param learningRate η
   */
  public void step(int step, double learningRate) {
    double stepSize = learningRate / (1 - Math.pow(BETA_1, step));
    double correction = 1 / Math.sqrt(1 - Math.pow(BETA_2, step));
    for (Piece piece : pieces) {
      if (weightDecay != 0) {
        piece.value.times(1 - learningRate * weightDecay);
      }
      piece.mean.lerp(piece.gradient, 1 - BETA_1);
      piece.variance.times(BETA_2).addMul(piece.gradient, piece.gradient, 1 - BETA_2);
      piece.denominator.sqrt(piece.variance).times(correction).plus(EPSILON);
      piece.value.addDiv(piece.mean, piece.denominator, -stepSize);
    }
  }
}
