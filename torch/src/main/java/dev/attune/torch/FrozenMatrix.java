package dev.attune.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A matrix W (outputs, features) that does not change, laid out for products that read it once from
 * beginning to end, whatever the number of rows, with all threads of the caller's {@link Crew}. A
 * product with few rows then takes the time of reading the matrix: BLAS would bring it into its own
 * order anew for every product, which costs more than the product itself.
 */
public final class FrozenMatrix implements AutoCloseable {
  private static final int SMALLEST_PIECE = 1 << 15;
  private static final int PIECES = 8;

  private final Arena arena = Arena.ofShared();
  private final Panels panels;
  private final int outputs;
  private final int features;

  /** Copies {@code matrix} in a format. */
  public FrozenMatrix(Tensor matrix, WeightFormat format) {
    this.outputs = Math.toIntExact(matrix.size(0));
    this.features = Math.toIntExact(matrix.size(1));
    this.panels = new PanelWriter(Rows.of(matrix), outputs, features, arena).write(format);
  }

  /** y ← x·Wᵀ for x (rows, features) and y (rows, outputs), columns of each side by side. */
  public void multiply(Tensor x, Tensor y) {
    int rows = Math.toIntExact(x.size(0));
    float[] in = Rows.of(x).numbers(rows, features);
    Rows out = Rows.of(y);
    Crew.share(
        Math.ceilDiv(outputs, Lanes.PANEL),
        panelsOfAPiece(rows),
        (from, to) -> {
          for (int panel = from; panel < to; panel++) {
            multiply(panel, in, rows, out);
          }
        });
  }

  @Override
  public void close() {
    arena.close();
  }

  /** A fair share of all, but not less than is worth a helper's while. */
  private int panelsOfAPiece(int rows) {
    int least = SMALLEST_PIECE / (features * Lanes.PANEL * rows) + 1;
    return Math.max(least, Math.ceilDiv(outputs, Lanes.PANEL * PIECES));
  }

  private void multiply(int panel, float[] x, int rows, Rows y) {
    int first = panel * Lanes.PANEL;
    if (first + Lanes.PANEL <= outputs) {
      products(panel, x, rows, y.column(first));
    } else {
      Rows whole = Rows.allocate(rows, Lanes.PANEL);
      products(panel, x, rows, whole);
      long bytes = (long) (outputs - first) * Float.BYTES;
      for (int row = 0; row < rows; row++) {
        Rows to = y.column(first).from(row);
        MemorySegment.copy(whole.memory(), whole.from(row).at(), to.memory(), to.at(), bytes);
      }
    }
  }

  private void products(int panel, float[] x, int rows, Rows y) {
    int row = 0;
    for (; row + Panels.ROWS <= rows; row += Panels.ROWS) {
      panels.four(panel, x, row * features, y.from(row));
    }
    for (; row < rows; row++) {
      panels.one(panel, x, row * features, y.from(row));
    }
  }
}
