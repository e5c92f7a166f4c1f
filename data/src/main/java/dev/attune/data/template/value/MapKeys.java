package dev.attune.data.template.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Brings values that Python takes for the same key into one form. */
final class MapKeys {
  private static final int MAX_PARTS = 256;

  private int parts;

  private MapKeys() {}

  /** The one form of {@code key}; a list or a map cannot be a key. */
  static Value of(Value key) {
    return key instanceof TextValue text && !text.safe() ? key : new MapKeys().canonical(key);
  }

  private Value canonical(Value key) {
    if (++parts > MAX_PARTS) {
      throw TemplateException.limit("a key of a map has more than %d parts".formatted(MAX_PARTS));
    }
    return switch (key) {
      case TextValue text -> TextValue.of(text.text());
      case BoolValue bool -> new IntValue(bool.integer());
      case FloatValue number when isWhole(number) ->
          new IntValue(new BigDecimal(number.value()).toBigInteger());
      case TupleValue tuple -> canonicalTuple(tuple);
      case ListValue _, MapValue _ ->
          throw TemplateException.type("unhashable type: '%s'".formatted(key.typeName()));
      case NoneValue _,
          NumberValue _,
          RangeValue _,
          LazyValue _,
          UndefinedValue _,
          NamespaceValue _,
          LoopValue _,
          CyclerValue _,
          FunctionValue _ ->
          key;
    };
  }

  private TupleValue canonicalTuple(TupleValue tuple) {
    List<Value> items = new ArrayList<>();
    for (Value item : tuple.items()) {
      items.add(canonical(item));
    }
    return new TupleValue(items);
  }

  private static boolean isWhole(FloatValue number) {
    return Math.rint(number.value()) == number.value() && !Double.isInfinite(number.value());
  }
}
