package dev.attune.wire.json;

import dev.attune.wire.errors.ApiException;

/**
 * The decimals a field takes.
 *
 * @param includesMin false when {@code min} itself is already too small
 */
public record NumberRange(double min, boolean includesMin, double max) {

  public static NumberRange between(double min, double max) {
    return new NumberRange(min, true, max);
  }

  public static NumberRange above(double min) {
    return aboveUpTo(min, Double.MAX_VALUE);
  }

  public static NumberRange aboveUpTo(double min, double max) {
    return new NumberRange(min, false, max);
  }

  double check(String path, double value) {
    if (value < min || (!includesMin && value == min)) {
      throw outside(
          path,
          includesMin ? FieldErrors.Bound.DECIMAL_MIN : FieldErrors.Bound.DECIMAL_ABOVE,
          min,
          value);
    }
    if (value > max) {
      throw outside(path, FieldErrors.Bound.DECIMAL_MAX, max, value);
    }
    return value + 0.0; // -0.0 becomes 0.0
  }

  private static ApiException outside(
      String path, FieldErrors.Bound bound, double limit, double value) {
    return FieldErrors.bound(path, bound, text(limit), text(value));
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
