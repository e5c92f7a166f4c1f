package dev.attune.data.template.builtin;

import dev.attune.data.template.value.CyclerValue;
import dev.attune.data.template.value.FunctionValue;
import dev.attune.data.template.value.IntegralValue;
import dev.attune.data.template.value.ListValue;
import dev.attune.data.template.value.LoopValue;
import dev.attune.data.template.value.MapValue;
import dev.attune.data.template.value.NamespaceValue;
import dev.attune.data.template.value.Positions;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.TupleValue;
import dev.attune.data.template.value.UndefinedValue;
import dev.attune.data.template.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code value.name} and {@code value[key]}. On a map the first looks for a method before an entry,
 * the second for an entry before a method; both look only at what is listed here, never at a Java
 * object.
 */
public final class Attributes {
  private Attributes() {}

  /** {@code owner.name}; undefined when there is none. */
  public static Value attribute(Value owner, String name, PythonRules rules) {
    Value member = member(owner, name, rules);
    if (member != null) {
      return member;
    }
    if (owner instanceof UndefinedValue undefined) {
      throw undefined.failure();
    }
    Value entry = owner instanceof MapValue map ? map.find(name) : null;
    return entry == null ? missing(owner, name) : entry;
  }

  /** {@code owner[key]}; undefined when there is none. */
  public static Value item(Value owner, Value key, PythonRules rules) {
    if (owner instanceof UndefinedValue undefined) {
      throw undefined.failure();
    }
    Value element = element(owner, key);
    if (element != null) {
      return element;
    }
    if (!(key instanceof TextValue name)) {
      return UndefinedValue.of(
          "%s object has no element %s".formatted(owner.typeName(), rules.printer().repr(key)));
    }
    Value member = member(owner, name.text(), rules);
    return member == null ? missing(owner, name.text()) : member;
  }

  private static @Nullable Value element(Value owner, Value key) {
    if (owner instanceof MapValue map) {
      boolean canBeKey = !(key instanceof ListValue) && !(key instanceof MapValue);
      return canBeKey ? map.find(key) : null;
    }
    return key instanceof IntegralValue position ? Positions.find(owner, position) : null;
  }

  /** What belongs to the value by its type: methods and fields, no entries; null when missing. */
  static @Nullable Value member(Value owner, String name, PythonRules rules) {
    if (name.startsWith("__")) {
      return UndefinedValue.unsafe(owner, name);
    }
    return switch (owner) {
      case NamespaceValue namespace -> namespace.fields().get(name);
      case LoopValue loop -> LoopFields.find(loop, name, rules);
      case FunctionValue function -> ofFunction(function, name);
      case CyclerValue cycler when name.equals("current") -> cycler.current();
      case TupleValue tuple when tuple.names().contains(name) -> tuple.find(name);
      default -> Methods.find(owner, name, rules);
    };
  }

  private static @Nullable Value ofFunction(FunctionValue function, String name) {
    return switch (name) {
      case "name" -> TextValue.of(function.name());
      case "arguments" -> {
        List<Value> names = function.parameters().stream().<Value>map(TextValue::of).toList();
        yield new TupleValue(names);
      }
      default -> null;
    };
  }

  static Value missing(Value owner, String name) {
    return UndefinedValue.of("'%s object' has no attribute '%s'".formatted(owner.typeName(), name));
  }
}
