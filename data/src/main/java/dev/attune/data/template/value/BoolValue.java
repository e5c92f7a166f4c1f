package dev.attune.data.template.value;

import java.math.BigInteger;

/** True or false. */
public record BoolValue(boolean value) implements IntegralValue {
  public static final BoolValue TRUE = new BoolValue(true);
  public static final BoolValue FALSE = new BoolValue(false);

  public static BoolValue of(boolean value) {
    return value ? TRUE : FALSE;
  }

  @Override
  public BigInteger integer() {
    return value ? BigInteger.ONE : BigInteger.ZERO;
  }

  @Override
  public double toDouble() {
    return value ? 1 : 0;
  }

  @Override
  public String typeName() {
    return "bool";
  }
}
