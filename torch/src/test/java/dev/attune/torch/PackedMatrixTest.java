package dev.attune.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackedMatrixTest {
  @ParameterizedTest
  @CsvSource({"1,64,64", "1,576,1536", "3,24,7", "8,576,192", "40,100,33", "300,64,256"})
  void productsAreThoseOfTheMatrixItself(int rows, int in, int out) {
    Torch.enterThread();
    try (TensorScope _ = new TensorScope()) {
      Tensor matrix = Tensors.zeros(out, in).normal(0, 1, new RandomSource(1));
      Tensor x = Tensors.zeros(rows, in).normal(0, 1, new RandomSource(2));
      float[] expected = Tensors.zeros(rows, out).mm(x, matrix.t()).floats();
      Tensor y = Tensors.zeros(rows, out);
      try (PackedMatrix packed = new PackedMatrix(matrix)) {
        matrix.zero(); // the packed one has its own numbers
        packed.multiply(x, y);
      }
      float[] actual = y.floats();
      for (int i = 0; i < actual.length; i++) {
        assertThat((double) actual[i])
            .isCloseTo(expected[i], Offset.offset(1e-5 * Math.sqrt(in) * 10));
      }
    }
  }

  @Test
  void packingAndUnpackingLeavesNothingBehind() {
    Torch.enterThread();
    long before = NativeMemory.heldBytes();
    for (int i = 0; i < 100; i++) {
      try (TensorScope _ = new TensorScope();
          PackedMatrix packed = new PackedMatrix(Tensors.zeros(512, 512).fill(1))) {
        packed.multiply(Tensors.zeros(4, 512), Tensors.zeros(4, 512));
      }
    }
    assertThat(NativeMemory.heldBytes() - before).isLessThan(16 << 20); // 100 MB were packed
  }
}
