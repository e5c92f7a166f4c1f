package dev.attune.torch;

import jdk.incubator.vector.FloatVector;

/**
 * Chains of small operators as one, for passes of few rows, where calling an operator takes longer
 * than what it does. Rows have their numbers side by side.
 */
public final class FusedRows {
  private FusedRows() {}

  /**
   * y ← x·r ∘ (w + shift) with r = 1/√(mean(x²) + ε), row by row.
   *
   * @param w one number for each column
   */
  public static void rmsNorm(Tensor y, Tensor x, Tensor w, double epsilon, float shift) {
    int rows = Math.toIntExact(x.size(0));
    int size = Math.toIntExact(x.size(1));
    Rows weights = Rows.of(w.view(1, -1));
    Rows in = Rows.of(x);
    Rows out = Rows.of(y);
    for (int row = 0; row < rows; row++) {
      Rows from = in.from(row);
      float r = (float) (1 / Math.sqrt(squares(from, size) / size + epsilon));
      normalise(out.from(row), from, weights, new float[] {r, shift}, size);
    }
  }

  private static double squares(Rows x, int size) {
    int whole = Lanes.FLOATS.loopBound(size);
    FloatVector sum = FloatVector.zero(Lanes.FLOATS);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector part = Lanes.f32(x.memory(), x.at() + (long) i * Float.BYTES);
      sum = part.fma(part, sum);
    }
    double squares = Lanes.sum(sum);
    for (int i = whole; i < size; i++) {
      squares += x.number(0, i) * x.number(0, i);
    }
    return squares;
  }

  private static void normalise(Rows y, Rows x, Rows w, float[] rAndShift, int size) {
    int whole = Lanes.FLOATS.loopBound(size);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector weight = Lanes.f32(w.memory(), w.at() + (long) i * Float.BYTES).add(rAndShift[1]);
      FloatVector part = Lanes.f32(x.memory(), x.at() + (long) i * Float.BYTES);
      Lanes.put(y.column(i), part.mul(rAndShift[0]).mul(weight));
    }
    for (int i = whole; i < size; i++) {
      y.put(i, x.number(0, i) * rAndShift[0] * (w.number(0, i) + rAndShift[1]));
    }
  }

  /**
   * Turns pairs of features in place: x₁ ← x₁·cos − x₂·sin, x₂ ← x₂·cos + x₁·sin.
   *
   * @param x (tokens, heads, headDim)
   * @param cos (tokens, 1, pairs), like sin; a feature's pair is as many features behind it
   */
  public static void rotate(Tensor x, Tensor cos, Tensor sin) {
    int pairs = Math.toIntExact(cos.size(2));
    int heads = Math.toIntExact(x.size(1));
    long headBytes = x.handle.stride(1) * Float.BYTES;
    Rows tokens = Rows.tokens(x);
    Rows cosines = Rows.tokens(cos);
    Rows sines = Rows.tokens(sin);
    for (int token = 0; token < x.size(0); token++) {
      Rows first = tokens.from(token);
      for (int head = 0; head < heads; head++) {
        Rows features = new Rows(first.memory(), first.at() + head * headBytes, 0);
        rotate(features, cosines.from(token), sines.from(token), pairs);
      }
    }
  }

  private static void rotate(Rows x, Rows cos, Rows sin, int pairs) {
    for (int i = 0; i < pairs; i++) {
      float a = x.number(0, i);
      float b = x.number(0, i + pairs);
      float c = cos.number(0, i);
      float s = sin.number(0, i);
      x.put(i, a * c - b * s);
      x.put(i + pairs, b * c + a * s);
    }
  }
}
