package dev.attune.torch;

import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;

/**
 * y += s·(x·Aᵀ)·Bᵀ for few rows, in one operator: with many adapters in one batch there are
 * hundreds of such products a step, and each is small.
 */
public final class LowRank {
  private LowRank() {}

  /**
   * Adds the change of x (rows, in) to y (rows, out).
   *
   * @param a A, (rank, in), numbers of a row side by side
   * @param b B, (out, rank), numbers of a row side by side
   */
  public static void addTo(Tensor y, Tensor x, Tensor a, Tensor b, double scale) {
    int rows = Math.toIntExact(x.size(0));
    int in = Math.toIntExact(x.size(1));
    int rank = Math.toIntExact(a.size(0));
    int outputs = Math.toIntExact(y.size(1));
    float[] inputs = Rows.of(x).numbers(rows, in);
    Rows down = Rows.of(a);
    Rows up = Rows.of(b);
    Rows out = Rows.of(y);
    float[] z = new float[rank];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < rank; i++) {
        z[i] = (float) scale * dot(inputs, row * in, in, down.from(i));
      }
      Rows to = out.from(row);
      for (int output = 0; output < outputs; output++) {
        long at = to.at() + (long) output * Float.BYTES;
        float before = to.memory().get(ValueLayout.JAVA_FLOAT, at);
        to.memory().set(ValueLayout.JAVA_FLOAT, at, before + dot(z, 0, rank, up.from(output)));
      }
    }
  }

  private static float dot(float[] x, int from, int count, Rows row) {
    FloatVector sum = FloatVector.zero(Lanes.FLOATS);
    int whole = Lanes.FLOATS.loopBound(count);
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      FloatVector part = FloatVector.fromArray(Lanes.FLOATS, x, from + i);
      sum = Lanes.f32(row.memory(), row.at() + (long) i * Float.BYTES).fma(part, sum);
    }
    float dot = Lanes.sum(sum);
    for (int i = whole; i < count; i++) {
      dot += x[from + i] * row.number(0, i);
    }
    return dot;
  }
}
