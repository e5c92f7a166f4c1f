package dev.attune.data.template.value;

import java.math.BigInteger;

/** A whole number of at most {@value #MAX_BITS} bits. */
public record IntValue(BigInteger integer) implements IntegralValue {
  /** Just below the 4,300 digits that Python writes at most. */
  public static final int MAX_BITS = 14_000;

  public IntValue {
    checkBits(integer.bitLength());
  }

  public static IntValue of(long value) {
    return new IntValue(BigInteger.valueOf(value));
  }

  /** Refuses a result of {@code bits} bits before it is computed. */
  static void checkBits(long bits) {
    if (bits > MAX_BITS) {
      throw TemplateException.limit("a number has more than %d bits".formatted(MAX_BITS));
    }
  }

  @Override
  public double toDouble() {
    double value = integer.doubleValue();
    if (Double.isInfinite(value)) {
      throw TemplateException.value("int too large to convert to float");
    }
    return value;
  }

  @Override
  public String typeName() {
    return "int";
  }
}
