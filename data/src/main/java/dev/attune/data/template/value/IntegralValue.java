package dev.attune.data.template.value;

import java.math.BigInteger;

/** A whole number, or a boolean where Python reads it as 0 or 1. */
public sealed interface IntegralValue extends NumberValue permits BoolValue, IntValue {
  BigInteger integer();

  /**
   * The number as an {@code int}, cut to its range; for positions and widths, where more is not
   * meant.
   */
  default int clamped() {
    BigInteger value = integer();
    if (value.bitLength() < Integer.SIZE) {
      return value.intValue();
    }
    return value.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
  }

  @Override
  default boolean isZero() {
    return integer().signum() == 0;
  }
}
