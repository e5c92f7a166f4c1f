package dev.attune.data.template.value;

import java.util.Iterator;

/** Python's {@code in}. */
public final class Containment {
  private final Iteration iteration;
  private final Equality equality;

  public Containment(Meter meter) {
    this.iteration = new Iteration(meter);
    this.equality = new Equality(meter);
  }

  public boolean contains(Value container, Value item) {
    return switch (container) {
      case TextValue text -> text.text().contains(wantedText(item));
      case MapValue map -> map.find(item) != null;
      case SequenceValue _, LazyValue _, UndefinedValue _, LoopValue _ ->
          containsElement(iteration.iterator(container), item);
      case NoneValue _, NumberValue _, NamespaceValue _, CyclerValue _, FunctionValue _ ->
          throw TemplateException.type(
              "argument of type '%s' is not iterable".formatted(container.typeName()));
    };
  }

  private static String wantedText(Value item) {
    if (item instanceof TextValue text) {
      return text.text();
    }
    throw TemplateException.type(
        "'in <string>' requires string as left operand, not %s".formatted(item.typeName()));
  }

  private boolean containsElement(Iterator<Value> elements, Value item) {
    while (elements.hasNext()) {
      if (equality.equal(elements.next(), item)) {
        return true;
      }
    }
    return false;
  }
}
