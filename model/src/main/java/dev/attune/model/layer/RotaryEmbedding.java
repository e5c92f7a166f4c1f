package dev.attune.model.layer;

import dev.attune.torch.DType;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.Workspace;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns pairs of features of a query or key by an angle that grows with the token's position
 * (https://arxiv.org/abs/2104.09864). Feature i is paired with feature i + headDim/2, as published
 * weights in the Hugging Face layout expect.
 */
public final class RotaryEmbedding {
  private final float[] frequencies;
  private @Nullable Table table;

  /** Cosines and sines of the positions below {@code cos.size(0)}, each (positions, headDim/2). */
  private record Table(Tensor cos, Tensor sin) {}

  /**
   * Cosines and sines of the tokens of a pass.
   *
   * @param cos (tokens, 1, headDim/2)
   * @param sin the same
   */
  record Rows(Tensor cos, Tensor sin) {}

  /**
   * Turns pair i of the features by position × frequency i.
   *
   * @param frequencies radians a position, headDim/2 of them
   */
  public RotaryEmbedding(List<Float> frequencies) {
    this.frequencies = new float[frequencies.size()];
    for (int i = 0; i < this.frequencies.length; i++) {
      this.frequencies[i] = frequencies.get(i);
    }
  }

  /** Rotates x (tokens, heads, headDim) in place. */
  void rotate(Tensor x, Pass pass) {
    turn(x, pass, 1);
  }

  /**
   * Rotates gradients of rotated features back, in place: the inverse of a rotation is its
   * transpose.
   */
  void rotateBack(Tensor dx, Pass pass) {
    turn(dx, pass, -1);
  }

  private void turn(Tensor x, Pass pass, double direction) {
    Rows rows = pass.rotary(this);
    int half = frequencies.length;
    Tensor first = x.narrow(2, 0, half);
    Tensor second = x.narrow(2, half, half);
    try (Workspace.Scratch scratch = pass.scratch()) {
      Tensor old = scratch.take(first.shape()).mul(first, rows.sin());
      first.times(rows.cos()).addMul(second, rows.sin(), -direction);
      second.times(rows.cos()).plus(old, direction);
    }
  }

  Rows rows(Tensor positions) {
    long tokens = positions.count();
    int half = frequencies.length;
    Table known = tableUpTo(positions);
    Tensor cos = Tensors.empty(DType.F32, tokens, half).selectRows(known.cos(), positions);
    Tensor sin = Tensors.empty(DType.F32, tokens, half).selectRows(known.sin(), positions);
    return new Rows(cos.view(tokens, 1, half), sin.view(tokens, 1, half));
  }

  /**
   * The table, doubled as often as the largest position asks for. Threads that sample and train
   * share it.
   */
  private synchronized Table tableUpTo(Tensor positions) {
    long largest = Arrays.stream(positions.longs()).max().orElse(0);
    if (table == null || table.cos().size(0) <= largest) {
      table = newTable(Math.toIntExact(Long.highestOneBit(Math.max(largest, 255)) * 2));
    }
    return table;
  }

  private Table newTable(int positions) {
    float[] cos = new float[positions * frequencies.length];
    float[] sin = new float[cos.length];
    for (int position = 0; position < positions; position++) {
      for (int i = 0; i < frequencies.length; i++) {
        float angle = position * frequencies[i]; // rounded to F32, as the reference does
        cos[position * frequencies.length + i] = (float) Math.cos(angle);
        sin[position * frequencies.length + i] = (float) Math.sin(angle);
      }
    }
    // An outgrown table is left to the passes that still read it; there are at most a dozen in a
    // model's life.
    try (TensorScope scope = new TensorScope()) {
      return new Table(
          scope.keep(Tensors.of(cos).view(positions, frequencies.length)),
          scope.keep(Tensors.of(sin).view(positions, frequencies.length)));
    }
  }
}
