package dev.attune.model.layer;

import dev.attune.torch.Device;
import dev.attune.torch.FusedRows;
import dev.attune.torch.Tensor;
import dev.attune.torch.Tensors;
import dev.attune.torch.Workspace;
import java.util.List;

/**
 * Turns pairs of features of a query or key by an angle that grows with the token's position
 * (https://arxiv.org/abs/2104.09864). With n pairs, feature i is paired with feature i + n, as
 * published weights in the Hugging Face layout expect; features from 2n on stay as they are.
 */
public final class RotaryEmbedding {
  private static final int FEW_ROWS = 32;

  private final Rotation rotation;

  /**
   * Cosines and sines of the tokens of a pass, times the rotation's magnitude.
   *
   * @param cos (tokens, 1, pairs)
   * @param sin the same
   */
  record Rows(Tensor cos, Tensor sin) {}

  public RotaryEmbedding(Rotation rotation) {
    this.rotation = rotation;
  }

  /** Turns pair i of the features by position × frequency i, in radians. */
  public RotaryEmbedding(List<Float> frequencies) {
    this(_ -> frequencies);
  }

  public Rotation rotation() {
    return rotation;
  }

  /** Rotates x (tokens, heads, headDim) in place. */
  void rotate(Tensor x, Pass pass) {
    if (pass.samples() && pass.tokens() <= FEW_ROWS) {
      Rows rows = pass.rotary(this);
      FusedRows.rotate(x, rows.cos(), rows.sin());
    } else {
      turn(x, pass, 1);
    }
  }

  /**
   * Rotates gradients of rotated features back, in place: the inverse of a rotation is its
   * transpose, and a magnitude is its own.
   */
  void rotateBack(Tensor dx, Pass pass) {
    turn(dx, pass, -1);
  }

  private void turn(Tensor x, Pass pass, double direction) {
    Rows rows = pass.rotary(this);
    long pairs = rows.cos().size(2);
    Tensor first = x.narrow(2, 0, pairs);
    Tensor second = x.narrow(2, pairs, pairs);
    try (Workspace.Scratch scratch = pass.scratch()) {
      Tensor old = scratch.take(first.shape()).mul(first, rows.sin());
      first.times(rows.cos()).addMul(second, rows.sin(), -direction);
      second.times(rows.cos()).plus(old, direction);
    }
  }

  Rows rows(TokenBatch batch, Device device) {
    int pairs = rotation.frequencies(1).size();
    float[] cos = new float[batch.tokens() * pairs];
    float[] sin = new float[cos.length];
    for (TokenBatch.Segment segment : batch.segments()) {
      List<Float> frequencies = rotation.frequencies(segment.total());
      for (int i = 0; i < segment.length() * pairs; i++) {
        int position = segment.past() + i / pairs;
        float angle =
            position * frequencies.get(i % pairs); // rounded to F32, as the reference does
        cos[segment.start() * pairs + i] = (float) (Math.cos(angle) * rotation.magnitude());
        sin[segment.start() * pairs + i] = (float) (Math.sin(angle) * rotation.magnitude());
      }
    }
    return new Rows(
        Tensors.of(cos).on(device).view(batch.tokens(), 1, pairs),
        Tensors.of(sin).on(device).view(batch.tokens(), 1, pairs));
  }
}
