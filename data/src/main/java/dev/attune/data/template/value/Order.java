package dev.attune.data.template.value;

import java.math.BigDecimal;
import java.util.List;

/** Python's {@code <} and its likes, over values that have an order. */
public final class Order {
  private final Meter meter;
  private final Equality equality;

  public Order(Meter meter) {
    this.meter = meter;
    this.equality = new Equality(meter);
  }

  /** True for {@code left < right} when {@code sign} is {@code <}, and so on. */
  public boolean holds(Value left, String sign, Value right) {
    if (isNaN(left) || isNaN(right)) {
      return false;
    }
    int order = compare(left, sign, right);
    return switch (sign) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> throw new IllegalArgumentException(sign);
    };
  }

  private static boolean isNaN(Value value) {
    return value instanceof FloatValue number && Double.isNaN(number.value());
  }

  /** Negative, zero or positive; {@code sign} is what an error message calls the comparison. */
  public int compare(Value left, String sign, Value right) {
    meter.step();
    if (left instanceof UndefinedValue undefined) {
      throw undefined.failure();
    }
    if (right instanceof UndefinedValue undefined) {
      throw undefined.failure();
    }
    if (left instanceof NumberValue one && right instanceof NumberValue other) {
      return compare(one, other);
    }
    if (left instanceof TextValue one && right instanceof TextValue other) {
      return CodePoints.compare(one.text(), other.text());
    }
    if (left instanceof SequenceValue one
        && right instanceof SequenceValue other
        && one.getClass() == other.getClass()
        && !(one instanceof RangeValue)) {
      return compareItems(one.items(), sign, other.items());
    }
    throw TemplateException.type(
        "'%s' not supported between instances of '%s' and '%s'"
            .formatted(sign, left.typeName(), right.typeName()));
  }

  private static int compare(NumberValue left, NumberValue right) {
    if (left instanceof IntegralValue one && right instanceof IntegralValue other) {
      return one.integer().compareTo(other.integer());
    }
    return isFinite(left) && isFinite(right)
        ? decimal(left).compareTo(decimal(right))
        : Double.compare(approximate(left), approximate(right));
  }

  private int compareItems(List<Value> left, String sign, List<Value> right) {
    meter.enter();
    int shorter = Math.min(left.size(), right.size());
    int order = Integer.compare(left.size(), right.size());
    for (int i = 0; i < shorter; i++) {
      if (!equality.equal(left.get(i), right.get(i))) {
        order = compare(left.get(i), sign, right.get(i));
        break;
      }
    }
    meter.leave();
    return order;
  }

  static boolean isFinite(NumberValue number) {
    return number instanceof IntegralValue
        || (number instanceof FloatValue(double value) && Double.isFinite(value));
  }

  static BigDecimal decimal(NumberValue number) {
    return switch (number) {
      case IntegralValue integral -> new BigDecimal(integral.integer());
      case FloatValue floating -> new BigDecimal(floating.value());
    };
  }

  private static double approximate(NumberValue number) {
    return switch (number) {
      case IntegralValue integral -> integral.integer().doubleValue();
      case FloatValue floating -> floating.value();
    };
  }
}
