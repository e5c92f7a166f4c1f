package dev.attune.data.template.value;

import java.util.List;

/** Python's {@code ==}. */
public final class Equality {
  private final Meter meter;

  public Equality(Meter meter) {
    this.meter = meter;
  }

  public boolean equal(Value left, Value right) {
    meter.step();
    return switch (left) {
      case TextValue text -> right instanceof TextValue other && text.text().equals(other.text());
      case NumberValue number -> right instanceof NumberValue other && equal(number, other);
      case UndefinedValue _ -> right instanceof UndefinedValue;
      case ListValue list -> right instanceof ListValue other && equal(list, other);
      case TupleValue tuple -> right instanceof TupleValue other && equal(tuple, other);
      case RangeValue range ->
          right instanceof RangeValue other && range.items().equals(other.items());
      case MapValue map -> right instanceof MapValue other && equal(map, other);
      case NoneValue _,
          LazyValue _,
          NamespaceValue _,
          LoopValue _,
          CyclerValue _,
          FunctionValue _ ->
          left.equals(right);
    };
  }

  private static boolean equal(NumberValue left, NumberValue right) {
    if (left instanceof IntegralValue one && right instanceof IntegralValue other) {
      return one.integer().equals(other.integer());
    }
    if (left instanceof FloatValue one && right instanceof FloatValue other) {
      return one.value() == other.value();
    }
    return Order.isFinite(left)
        && Order.isFinite(right)
        && Order.decimal(left).compareTo(Order.decimal(right)) == 0;
  }

  private boolean equal(SequenceValue left, SequenceValue right) {
    List<Value> ones = left.items();
    List<Value> others = right.items();
    if (ones.size() != others.size()) {
      return false;
    }
    meter.enter();
    boolean equal = true;
    for (int i = 0; i < ones.size() && equal; i++) {
      equal = equal(ones.get(i), others.get(i));
    }
    meter.leave();
    return equal;
  }

  private boolean equal(MapValue left, MapValue right) {
    if (left.size() != right.size()) {
      return false;
    }
    meter.enter();
    boolean equal = true;
    for (Value key : left.keys()) {
      Value one = left.find(key);
      Value other = right.find(key);
      equal = equal && one != null && other != null && equal(one, other);
    }
    meter.leave();
    return equal;
  }
}
