package dev.attune.data.template.value;

import java.math.BigInteger;

/** Python's arithmetic: whole numbers of any size, division that rounds towards minus infinity. */
final class Numbers {
  private Numbers() {}

  static Value apply(String sign, NumberValue left, NumberValue right) {
    if (sign.equals("/")) {
      return new FloatValue(left.toDouble() / divisor(right));
    }
    if (left instanceof IntegralValue one && right instanceof IntegralValue other) {
      return whole(sign, one.integer(), other.integer());
    }
    return new FloatValue(floating(sign, left.toDouble(), right.toDouble()));
  }

  private static double divisor(NumberValue number) {
    if (number.isZero()) {
      throw TemplateException.value("division by zero");
    }
    return number.toDouble();
  }

  private static Value whole(String sign, BigInteger left, BigInteger right) {
    return switch (sign) {
      case "+" -> new IntValue(left.add(right));
      case "-" -> new IntValue(left.subtract(right));
      case "*" -> {
        IntValue.checkBits((long) left.bitLength() + right.bitLength());
        yield new IntValue(left.multiply(right));
      }
      case "//" -> new IntValue(floorDivide(left, right)[0]);
      case "%" -> new IntValue(floorDivide(left, right)[1]);
      case "**" -> power(left, right);
      default -> throw new IllegalArgumentException(sign);
    };
  }

  /** Quotient rounded down, and the remainder, which has the sign of {@code right}. */
  private static BigInteger[] floorDivide(BigInteger left, BigInteger right) {
    if (right.signum() == 0) {
      throw TemplateException.value("integer division or modulo by zero");
    }
    BigInteger[] both = left.divideAndRemainder(right);
    if (both[1].signum() * right.signum() < 0) {
      both[0] = both[0].subtract(BigInteger.ONE);
      both[1] = both[1].add(right);
    }
    return both;
  }

  private static Value power(BigInteger base, BigInteger exponent) {
    if (exponent.signum() < 0) {
      return new FloatValue(power(base.doubleValue(), exponent.doubleValue()));
    }
    if (base.abs().bitLength() <= 1) {
      boolean negative = base.signum() < 0 && exponent.testBit(0);
      BigInteger one = negative ? base : base.abs();
      return new IntValue(exponent.signum() == 0 ? BigInteger.ONE : one);
    }
    IntValue.checkBits(exponent.bitLength() > 31 ? Long.MAX_VALUE : exponent.intValue());
    IntValue.checkBits((long) base.bitLength() * exponent.intValue());
    return new IntValue(base.pow(exponent.intValue()));
  }

  private static double power(double base, double exponent) {
    if (base == 0 && exponent < 0) {
      throw TemplateException.value("0.0 cannot be raised to a negative power");
    }
    double power = Math.pow(base, exponent);
    if (Double.isNaN(power) && !Double.isNaN(base) && !Double.isNaN(exponent)) {
      throw TemplateException.value("a negative number has no power with a fraction");
    }
    return power;
  }

  private static double floating(String sign, double left, double right) {
    return switch (sign) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "//" -> floorDivide(left, right);
      case "%" -> modulo(left, right);
      case "**" -> power(left, right);
      default -> throw new IllegalArgumentException(sign);
    };
  }

  private static double floorDivide(double left, double right) {
    double quotient = (left - modulo(left, right)) / right;
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  private static double modulo(double left, double right) {
    if (right == 0) {
      throw TemplateException.value("float modulo by zero");
    }
    double remainder = left % right;
    if (remainder == 0) {
      return Math.copySign(0, right);
    }
    return remainder < 0 != right < 0 ? remainder + right : remainder;
  }
}
