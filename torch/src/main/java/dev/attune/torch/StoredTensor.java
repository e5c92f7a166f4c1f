package dev.attune.torch;

import java.util.Arrays;
import java.util.List;

/** A tensor that a file is going to hold: all but its numbers. */
public record StoredTensor(String name, DType dtype, List<Long> shape) {
  public StoredTensor {
    shape = List.copyOf(shape);
  }

  public static StoredTensor of(String name, Tensor tensor) {
    return new StoredTensor(name, tensor.dtype(), Arrays.stream(tensor.shape()).boxed().toList());
  }

  /** How many bytes its numbers take. */
  public long bytes() {
    return shape.stream().reduce((long) dtype.bytes(), Math::multiplyExact);
  }
}
