package dev.attune.torch;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * libtorch's boxed arguments. The common ones are made once, since making one costs as much as a
 * small operator.
 */
final class Constants {
  static {
    Torch.load();
  }

  static final Scalar ZERO = forever(new Scalar(0.0));
  static final Scalar ONE = forever(new Scalar(1.0));
  static final Scalar TWO = forever(new Scalar(2.0));
  static final Scalar MINUS_ONE = forever(new Scalar(-1.0));
  static final LongOptional LAST = forever(new LongOptional(-1));
  static final ScalarTypeOptional SAME_TYPE = forever(new ScalarTypeOptional());
  static final ScalarTypeOptional DOUBLE = forever(new ScalarTypeOptional(ScalarType.Double));
  static final MemoryFormatOptional ANY_FORMAT = forever(new MemoryFormatOptional());

  private Constants() {}

  static Scalar scalar(double value) {
    if (value == 1) {
      return ONE;
    }
    if (value == -1) {
      return MINUS_ONE;
    }
    return value == 0 ? ZERO : new Scalar(value);
  }

  /** Outlives whatever scope is open while this class loads. */
  static <P extends Pointer> P forever(P constant) {
    constant.retainReference();
    return constant;
  }
}
