package dev.attune.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * F32 rows in native memory.
 *
 * @param memory all of them
 * @param at where the first begins, in bytes
 * @param stride from the beginning of one to that of the next, in bytes
 */
record Rows(MemorySegment memory, long at, long stride) {

  /** The rows of a matrix whose columns stand side by side; they live as long as it. */
  static Rows of(Tensor matrix) {
    if (matrix.rank() != 2 || matrix.handle.stride(1) != 1) {
      throw new TorchException("Only rows of numbers side by side can be read, not " + matrix);
    }
    return at(matrix, 0);
  }

  /** What each entry of the first of three dimensions has, heads one behind the other. */
  static Rows tokens(Tensor heads) {
    if (heads.rank() != 3 || heads.handle.stride(2) != 1) {
      throw new TorchException("Only rows of numbers side by side can be read, not " + heads);
    }
    return at(heads, 0);
  }

  /** The rows of the first of several matrices; the others follow in the same memory. */
  static Rows ofHeads(Tensor matrices) {
    if (matrices.rank() != 3 || matrices.handle.stride(2) != 1) {
      throw new TorchException("Only rows of numbers side by side can be read, not " + matrices);
    }
    return at(matrices, 1);
  }

  @SuppressWarnings("restricted") // the size is the tensor's own
  private static Rows at(Tensor tensor, int dimension) {
    long last = 0;
    for (int i = 0; i < tensor.rank(); i++) {
      last += (tensor.size(i) - 1) * tensor.handle.stride(i);
    }
    MemorySegment memory =
        MemorySegment.ofAddress(tensor.handle.data_ptr().address())
            .reinterpret((last + 1) * Float.BYTES);
    return new Rows(memory, 0, tensor.handle.stride(dimension) * Float.BYTES);
  }

  /** New rows, one behind the other. */
  static Rows allocate(int rows, int columns) {
    long stride = (long) columns * Float.BYTES;
    return new Rows(Arena.ofAuto().allocate(rows * stride, stride), 0, stride);
  }

  /** From another row on. */
  Rows from(long row) {
    return new Rows(memory, at + row * stride, stride);
  }

  /** From another column on. */
  Rows column(long column) {
    return new Rows(memory, at + column * Float.BYTES, stride);
  }

  /** Writes a number of the first row. */
  void put(long column, float number) {
    memory.set(ValueLayout.JAVA_FLOAT, at + column * Float.BYTES, number);
  }

  float number(long row, long column) {
    return memory.get(ValueLayout.JAVA_FLOAT, at + row * stride + column * Float.BYTES);
  }

  /** The first numbers of the first rows, one row behind the other. */
  float[] numbers(int rows, int columns) {
    float[] numbers = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      MemorySegment.copy(
          memory, ValueLayout.JAVA_FLOAT, at + row * stride, numbers, row * columns, columns);
    }
    return numbers;
  }
}
