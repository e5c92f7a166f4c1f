package dev.attune.data.template.value;

import java.util.ArrayList;
import java.util.List;

/** Python's operators {@code + - * / // % **} over numbers, texts and lists. */
public final class Arithmetic {
  private final Meter meter;

  public Arithmetic(Meter meter) {
    this.meter = meter;
  }

  /** {@code left sign right}. */
  public Value apply(String sign, Value left, Value right) {
    if (sign.equals("%") && left instanceof TextValue format) {
      return new PercentFormat(format, meter).apply(right);
    }
    failIfUndefined(left);
    failIfUndefined(right);
    if (left instanceof NumberValue one && right instanceof NumberValue other) {
      return Numbers.apply(sign, one, other);
    }
    return switch (sign) {
      case "+" -> add(left, right);
      case "*" -> multiply(left, right);
      default -> throw unsupported(sign, left, right);
    };
  }

  public Value negate(Value value) {
    failIfUndefined(value);
    return switch (value) {
      case IntegralValue number -> new IntValue(number.integer().negate());
      case FloatValue number -> new FloatValue(-number.value());
      default -> throw badOperand("-", value);
    };
  }

  public Value plus(Value value) {
    failIfUndefined(value);
    return switch (value) {
      case IntegralValue number -> new IntValue(number.integer());
      case FloatValue number -> number;
      default -> throw badOperand("+", value);
    };
  }

  private Value add(Value left, Value right) {
    if (left instanceof TextValue one && right instanceof TextValue other) {
      return join(one, other);
    }
    if (left instanceof ListValue one && right instanceof ListValue other) {
      return new ListValue(joined(one.items(), other.items()));
    }
    if (left instanceof TupleValue one && right instanceof TupleValue other) {
      return new TupleValue(joined(one.items(), other.items()));
    }
    if (left instanceof TextValue || left instanceof ListValue) {
      throw TemplateException.type(
          "can only concatenate %s (not \"%s\") to %s"
              .formatted(left.typeName(), right.typeName(), left.typeName()));
    }
    throw unsupported("+", left, right);
  }

  private Value join(TextValue left, TextValue right) {
    if (!left.safe() && !right.safe()) {
      meter.text((long) left.text().length() + right.text().length());
      return TextValue.of(left.text().concat(right.text()));
    }
    BoundedText text = new BoundedText(meter);
    text.append(Markup.escape(left, meter)).append(Markup.escape(right, meter));
    return TextValue.safe(text.toString());
  }

  private List<Value> joined(List<Value> left, List<Value> right) {
    meter.items((long) left.size() + right.size());
    List<Value> joined = new ArrayList<>(left);
    joined.addAll(right);
    return joined;
  }

  private Value multiply(Value left, Value right) {
    if (left instanceof IntegralValue count) {
      return repeat(right, count, left);
    }
    if (right instanceof IntegralValue count) {
      return repeat(left, count, right);
    }
    throw unsupported("*", left, right);
  }

  private Value repeat(Value value, IntegralValue count, Value operand) {
    if (count.integer().bitLength() >= Long.SIZE) {
      throw TemplateException.value("cannot fit 'int' into an index-sized integer");
    }
    int times = Math.max(0, count.clamped());
    return switch (value) {
      case TextValue text ->
          text.alike(new BoundedText(meter).repeat(text.text(), times).toString());
      case ListValue list -> new ListValue(repeated(list.items(), times));
      case TupleValue tuple -> new TupleValue(repeated(tuple.items(), times));
      default -> throw unsupported("*", value, operand);
    };
  }

  private List<Value> repeated(List<Value> items, int times) {
    meter.items((long) items.size() * times);
    List<Value> repeated = new ArrayList<>();
    for (int i = 0; i < times && !items.isEmpty(); i++) {
      repeated.addAll(items);
    }
    return repeated;
  }

  private static void failIfUndefined(Value value) {
    if (value instanceof UndefinedValue undefined) {
      throw undefined.failure();
    }
  }

  private static TemplateException unsupported(String sign, Value left, Value right) {
    return TemplateException.type(
        "unsupported operand type(s) for %s: '%s' and '%s'"
            .formatted(sign, left.typeName(), right.typeName()));
  }

  private static TemplateException badOperand(String sign, Value value) {
    return TemplateException.type(
        "bad operand type for unary %s: '%s'".formatted(sign, value.typeName()));
  }
}
