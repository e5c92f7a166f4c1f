package dev.attune.torch;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * Makes tensors, in this machine's memory where nothing else is said. Each lives in the scope that
 * is open on this thread.
 */
public final class Tensors {
  private Tensors() {}

  /** Numbers that are whatever the memory held. */
  public static Tensor empty(DType dtype, long... shape) {
    return new Tensor(
        torch.empty(shape, new TensorOptions(dtype.scalarType()), Constants.ANY_FORMAT));
  }

  /** The same on a device. */
  public static Tensor empty(Device device, DType dtype, long... shape) {
    if (device.isHost()) {
      return empty(dtype, shape);
    }
    TensorOptions options =
        new TensorOptions(device.handle()).dtype(new ScalarTypeOptional(dtype.scalarType()));
    return new Tensor(torch.empty(shape, options, Constants.ANY_FORMAT));
  }

  public static Tensor zeros(long... shape) {
    return empty(DType.F32, shape).zero();
  }

  /** A vector of F32. */
  public static Tensor of(float... numbers) {
    Tensor tensor = empty(DType.F32, numbers.length);
    new FloatPointer(tensor.handle.data_ptr()).put(numbers, 0, numbers.length);
    return tensor;
  }

  /** A vector of I64. */
  public static Tensor of(long... numbers) {
    Tensor tensor = empty(DType.I64, numbers.length);
    new LongPointer(tensor.handle.data_ptr()).put(numbers, 0, numbers.length);
    return tensor;
  }

  /** A vector of I64. */
  public static Tensor of(int... numbers) {
    long[] wide = new long[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      wide[i] = numbers[i];
    }
    return of(wide);
  }
}
