package dev.attune.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrozenMatrixTest {
  private static final double F32 = 1e-4;

  @ParameterizedTest
  @CsvSource({
    "1,64,64,1",
    "1,576,1536,2",
    "3,32,17,1",
    "8,576,192,2",
    "7,96,1000,3",
    "31,16,40,1",
    "40,112,33,2",
    "300,64,2560,2"
  })
  void productsAreThoseOfTheMatrixItself(int rows, int in, int out, int threads) {
    Torch.enterThread();
    try (TensorScope _ = new TensorScope();
        Crew _ = Crew.enter(threads)) {
      Tensor matrix = Tensors.zeros(out, in).normal(0, 1, new RandomSource(1));
      Tensor x = Tensors.zeros(rows, in).normal(0, 1, new RandomSource(2));
      float[] expected = Tensors.zeros(rows, out).mm(x, matrix.t()).floats();
      for (WeightFormat format : WeightFormat.values()) {
        float[] actual = product(matrix, x, format);
        for (int i = 0; i < actual.length; i++) {
          assertThat((double) actual[i])
              .isCloseTo(expected[i], Offset.offset(error(format) * Math.sqrt(in)));
        }
      }
    }
  }

  @Test
  void aRowHasTheSameProductWhateverRowsAreBesideIt() {
    Torch.enterThread();
    try (TensorScope _ = new TensorScope()) {
      Tensor matrix = Tensors.zeros(48, 64).normal(0, 1, new RandomSource(1));
      Tensor x = Tensors.zeros(6, 64).normal(0, 1, new RandomSource(2));
      for (WeightFormat format : WeightFormat.values()) {
        float[] together = product(matrix, x, format);
        for (int row = 0; row < 6; row++) {
          float[] alone = product(matrix, x.rows(row, 1), format);
          for (int i = 0; i < alone.length; i++) {
            assertThat((double) alone[i]).isCloseTo(together[row * 48 + i], Offset.offset(F32));
          }
        }
      }
    }
  }

  @Test
  void numbersThatAFormatHoldsAreKeptExactly() {
    Torch.enterThread();
    try (TensorScope _ = new TensorScope()) {
      float[] numbers = new float[16 * 16];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = i % 16 == 0 ? -127 : (i * 7) % 255 - 127;
      }
      Tensor matrix = Tensors.of(numbers).view(16, 16);
      Tensor unit = Tensors.zeros(16, 16);
      for (int i = 0; i < 16; i++) {
        unit.rows(i, 1).columns(i, 1).fill(1);
      }
      for (WeightFormat format : WeightFormat.values()) {
        float[] transposed = product(matrix, unit, format);
        for (int i = 0; i < numbers.length; i++) {
          assertThat(transposed[i % 16 * 16 + i / 16]).isEqualTo(numbers[i]);
        }
      }
    }
  }

  @Test
  void aMatrixOfZerosGivesZeros() {
    Torch.enterThread();
    try (TensorScope _ = new TensorScope()) {
      for (WeightFormat format : WeightFormat.values()) {
        float[] y = product(Tensors.zeros(16, 16), Tensors.zeros(2, 16).fill(3), format);
        assertThat(y).containsOnly(0);
      }
    }
  }

  @Test
  void columnsOfALargerTensorCanBeWritten() {
    Torch.enterThread();
    try (TensorScope _ = new TensorScope();
        FrozenMatrix frozen = new FrozenMatrix(Tensors.zeros(16, 16).fill(1), WeightFormat.F32)) {
      Tensor y = Tensors.zeros(2, 20);
      frozen.multiply(Tensors.zeros(2, 16).fill(1), y.columns(2, 16));
      assertThat(y.floats()).startsWith(0, 0, 16, 16).endsWith(16, 16, 0, 0);
      assertThatThrownBy(() -> frozen.multiply(Tensors.zeros(16, 2).t(), y.columns(2, 16)))
          .hasMessageContaining("side by side");
    }
  }

  @Test
  void freezingLeavesNothingBehind() throws InterruptedException {
    Torch.enterThread();
    long before = NativeMemory.heldBytes();
    for (int i = 0; i < 200; i++) {
      try (TensorScope _ = new TensorScope();
          FrozenMatrix frozen =
              new FrozenMatrix(Tensors.zeros(512, 512).fill(1), WeightFormat.BF16)) {
        frozen.multiply(Tensors.zeros(4, 512), Tensors.zeros(4, 512));
      }
    }
    assertThat(NativeMemory.leastHeldBytes() - before).isLessThan(32 << 20); // 100 MB were frozen
  }

  /** For each product of two numbers of size one. */
  private static double error(WeightFormat format) {
    return switch (format) {
      case F32 -> 1e-5;
      case BF16 -> 0.015;
      case INT8 -> 0.08;
    };
  }

  private static float[] product(Tensor matrix, Tensor x, WeightFormat format) {
    Tensor own = Tensors.zeros(matrix.shape()).copy(matrix);
    Tensor y = Tensors.zeros(x.size(0), matrix.size(0));
    try (FrozenMatrix frozen = new FrozenMatrix(own, format)) {
      own.zero(); // the frozen one has its own numbers
      frozen.multiply(x, y);
    }
    return y.floats();
  }
}
