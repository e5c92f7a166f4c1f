package dev.attune.data.template.value;

import java.math.BigDecimal;

/** A floating-point number of double precision. */
public record FloatValue(double value) implements NumberValue {
  @Override
  public double toDouble() {
    return value;
  }

  @Override
  public boolean isZero() {
    return value == 0;
  }

  /** The whole part, as Python's {@code int()} takes it. */
  public IntValue truncated() {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw TemplateException.value("cannot convert float %s to integer".formatted(text()));
    }
    return new IntValue(new BigDecimal(value).toBigInteger());
  }

  /** As Python writes it: the shortest digits that read back as the same number. */
  public String text() {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    return exponent >= -4 && exponent < 16 ? plain(decimal) : scientific(decimal, exponent);
  }

  private static String plain(BigDecimal decimal) {
    String digits = decimal.toPlainString();
    return digits.indexOf('.') < 0 ? digits + ".0" : digits;
  }

  private static String scientific(BigDecimal decimal, int exponent) {
    String digits = decimal.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return "%s%s%se%s%02d"
        .formatted(
            decimal.signum() < 0 ? "-" : "",
            digits.charAt(0),
            fraction,
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }

  @Override
  public String typeName() {
    return "float";
  }
}
