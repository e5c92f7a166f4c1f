package dev.attune.torch;

import java.lang.foreign.ValueLayout;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * y += s·(x·Aᵀ)·Bᵀ for few rows, with a matrix A and B of their own for some of them, in one
 * operator: with many adapters in one batch there are hundreds of such products a step, and each is
 * small.
 */
public final class LowRank {
  private static final int SMALLEST_PIECE = 1 << 15;

  private final Rows down;
  private final Rows up;
  private final int in;
  private final int out;
  private final int rank;
  private final Change change;

  private LowRank(Change change) {
    this.change = change;
    this.down = Rows.of(change.a());
    this.up = Rows.of(change.b());
    this.in = Math.toIntExact(change.a().size(1));
    this.rank = Math.toIntExact(change.a().size(0));
    this.out = Math.toIntExact(change.b().size(0));
  }

  /**
   * What is added to some rows.
   *
   * @param start the first of them
   * @param count how many
   * @param a A, (rank, in), numbers of a row side by side
   * @param b B, (out, rank), numbers of a row side by side
   * @param scale s
   */
  public record Change(int start, int count, Tensor a, Tensor b, double scale) {}

  /** Adds the changes of x (rows, in) to y (rows, out), with all threads of the caller's crew. */
  public static void addTo(Tensor y, Tensor x, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    float[] inputs = Rows.of(x).numbers(Math.toIntExact(x.size(0)), Math.toIntExact(x.size(1)));
    Rows outputs = Rows.of(y);
    List<LowRank> products = changes.stream().map(LowRank::new).toList();
    int work = products.stream().mapToInt(LowRank::work).max().orElseThrow();
    Crew.share(
        products.size(),
        Math.ceilDiv(SMALLEST_PIECE, work),
        (from, to) ->
            products.subList(from, to).forEach(product -> product.addTo(outputs, inputs)));
  }

  /** Multiplications. */
  private int work() {
    return change.count() * rank * (in + out);
  }

  private void addTo(Rows outputs, float[] inputs) {
    float[] z = new float[rank];
    for (int row = change.start(); row < change.start() + change.count(); row++) {
      for (int i = 0; i < rank; i++) {
        z[i] = (float) change.scale() * dot(inputs, row * in, in, down.from(i));
      }
      Rows to = outputs.from(row);
      for (int output = 0; output < out; output++) {
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
