package dev.attune.data.template.value;

/** What Python takes for true. */
public final class Truth {
  private Truth() {}

  public static boolean of(Value value) {
    return switch (value) {
      case BoolValue bool -> bool.value();
      case TextValue text -> !text.text().isEmpty();
      case UndefinedValue _, NoneValue _ -> false;
      case NumberValue number -> !number.isZero();
      case SequenceValue sequence -> !sequence.items().isEmpty();
      case MapValue map -> map.size() > 0;
      case LoopValue loop -> !loop.items().isEmpty();
      case LazyValue _, NamespaceValue _, CyclerValue _, FunctionValue _ -> true;
    };
  }
}
