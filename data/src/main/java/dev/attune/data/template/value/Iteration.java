package dev.attune.data.template.value;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Going over the elements of a value, as Python's {@code for} does. */
public final class Iteration {
  private final Meter meter;

  public Iteration(Meter meter) {
    this.meter = meter;
  }

  public static boolean isIterable(Value value) {
    return switch (value) {
      case TextValue _, SequenceValue _, MapValue _, LazyValue _, UndefinedValue _, LoopValue _ ->
          true;
      case NoneValue _, NumberValue _, NamespaceValue _, CyclerValue _, FunctionValue _ -> false;
    };
  }

  /** All elements: characters of a text, keys of a map, what is left of a lazy value. */
  public List<Value> items(Value value) {
    return switch (value) {
      case SequenceValue sequence -> sequence.items();
      case MapValue map -> map.keys();
      case TextValue text -> characters(text.text());
      case LazyValue lazy -> drain(lazy.values());
      case UndefinedValue _ -> List.of();
      case LoopValue loop -> loop.items();
      case NoneValue _, NumberValue _, NamespaceValue _, CyclerValue _, FunctionValue _ ->
          throw TemplateException.type("'%s' object is not iterable".formatted(value.typeName()));
    };
  }

  public Iterator<Value> iterator(Value value) {
    return value instanceof LazyValue lazy ? lazy.values() : items(value).iterator();
  }

  private List<Value> characters(String text) {
    meter.items(text.length());
    List<Value> characters = new ArrayList<>();
    text.codePoints().forEach(c -> characters.add(TextValue.of(CodePoints.of(c))));
    return characters;
  }

  private List<Value> drain(Iterator<Value> values) {
    List<Value> items = new ArrayList<>();
    while (values.hasNext()) {
      meter.items(1);
      items.add(values.next());
    }
    return items;
  }
}
