package dev.attune.data.template.value;

import org.jspecify.annotations.Nullable;

/** The arguments of one call, by the position of their parameter, each read as a type. */
public final class BoundArguments {
  private final Signature signature;
  private final @Nullable Value[] values;

  BoundArguments(Signature signature, @Nullable Value[] values) {
    this.signature = signature;
    this.values = values;
  }

  /** Null when the call did not give it. */
  public @Nullable Value find(int index) {
    return values[index];
  }

  /** Null when the call did not give it or gave {@code None}. */
  public @Nullable Value findUnlessNone(int index) {
    Value value = values[index];
    return value instanceof NoneValue ? null : value;
  }

  public Value get(int index) {
    return get(index, NoneValue.NONE);
  }

  public Value get(int index, Value otherwise) {
    Value value = values[index];
    return value == null ? otherwise : value;
  }

  /** A required text. */
  public TextValue text(int index) {
    return switch (get(index)) {
      case TextValue text -> text;
      case Value other -> throw wrongType(index, "str", other);
    };
  }

  public String text(int index, String otherwise) {
    return values[index] == null ? otherwise : text(index).text();
  }

  /** A whole number, cut to the range of {@code int}. */
  public int integer(int index, int otherwise) {
    return switch (get(index, IntValue.of(otherwise))) {
      case IntegralValue number -> number.clamped();
      case UndefinedValue undefined -> throw undefined.failure();
      case Value other -> throw wrongType(index, "int", other);
    };
  }

  public boolean truth(int index, boolean otherwise) {
    Value value = values[index];
    return value == null ? otherwise : Truth.of(value);
  }

  private TemplateException wrongType(int index, String wanted, Value given) {
    return TemplateException.type(
        "%s() argument '%s' must be %s, not %s"
            .formatted(
                signature.function(), signature.parameters().get(index), wanted, given.typeName()));
  }
}
