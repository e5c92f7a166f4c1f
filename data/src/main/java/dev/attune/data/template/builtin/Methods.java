package dev.attune.data.template.builtin;

import static java.util.Map.entry;

import dev.attune.data.template.value.BoundArguments;
import dev.attune.data.template.value.CallArguments;
import dev.attune.data.template.value.CyclerValue;
import dev.attune.data.template.value.FunctionValue;
import dev.attune.data.template.value.IntValue;
import dev.attune.data.template.value.ListValue;
import dev.attune.data.template.value.MapValue;
import dev.attune.data.template.value.NoneValue;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.SequenceValue;
import dev.attune.data.template.value.Signature;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.TupleValue;
import dev.attune.data.template.value.UndefinedValue;
import dev.attune.data.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of values that the sandbox lets a template call. */
final class Methods {
  private static final Set<String> CHANGING_A_MAP =
      Set.of("clear", "pop", "popitem", "setdefault", "update");
  private static final Set<String> CHANGING_A_LIST =
      Set.of("append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove");

  private static final Map<String, Method<MapValue>> OF_MAPS =
      Map.ofEntries(
          entry("get", Method.of(Signature.positional("get", 1, "key", "default"), Methods::get)),
          entry("items", Method.of(Signature.positional("items", 0), (map, _, _) -> items(map))),
          entry(
              "keys",
              Method.of(Signature.positional("keys", 0), (map, _, _) -> new ListValue(map.keys()))),
          entry(
              "values",
              Method.of(
                  Signature.positional("values", 0), (map, _, _) -> new ListValue(map.values()))),
          entry("copy", Method.of(Signature.positional("copy", 0), (map, _, _) -> map)));

  private static final Map<String, Method<SequenceValue>> OF_SEQUENCES =
      Map.ofEntries(
          entry("index", Method.of(Signature.positional("index", 1, "value"), Methods::index)),
          entry("count", Method.of(Signature.positional("count", 1, "value"), Methods::count)));

  private static final Map<String, Method<CyclerValue>> OF_CYCLERS =
      Map.ofEntries(
          entry(
              "next", Method.of(Signature.positional("next", 0), (cycler, _, _) -> cycler.next())),
          entry(
              "reset",
              Method.of(Signature.positional("reset", 0), (cycler, _, _) -> reset(cycler))));

  private Methods() {}

  /**
   * The method {@code name} of {@code owner}, an undefined value where the sandbox forbids it, or
   * null where there is none.
   */
  static @Nullable Value find(Value owner, String name, PythonRules rules) {
    return switch (owner) {
      case TextValue text -> ofText(text, name, rules);
      case MapValue map when CHANGING_A_MAP.contains(name) -> UndefinedValue.unsafe(map, name);
      case MapValue map -> bind(map, name, OF_MAPS.get(name), rules);
      case ListValue list when CHANGING_A_LIST.contains(name) -> UndefinedValue.unsafe(list, name);
      case ListValue list when name.equals("copy") ->
          new FunctionValue(name, arguments -> copy(list, arguments));
      case SequenceValue sequence -> bind(sequence, name, OF_SEQUENCES.get(name), rules);
      case CyclerValue cycler -> bind(cycler, name, OF_CYCLERS.get(name), rules);
      default -> null;
    };
  }

  private static @Nullable Value ofText(TextValue text, String name, PythonRules rules) {
    if (name.equals("format")) {
      return new FunctionValue(name, arguments -> BraceFormat.apply(text, arguments, rules));
    }
    Method<TextValue> method = TextMethods.ALL.get(name);
    return bind(text, name, method == null ? TextChecks.ALL.get(name) : method, rules);
  }

  private static <T extends Value> @Nullable Value bind(
      T owner, String name, @Nullable Method<T> method, PythonRules rules) {
    return method == null
        ? null
        : new FunctionValue(name, arguments -> method.call(owner, arguments, rules));
  }

  private static Value copy(ListValue list, CallArguments arguments) {
    arguments.bind(Signature.positional("copy", 0));
    return list;
  }

  private static Value get(MapValue map, BoundArguments arguments, PythonRules rules) {
    Value value = map.find(arguments.get(0));
    return value == null ? arguments.get(1, NoneValue.NONE) : value;
  }

  static ListValue items(MapValue map) {
    List<Value> items = new ArrayList<>(map.size());
    map.forEach((key, value) -> items.add(TupleValue.of(key, value)));
    return new ListValue(items);
  }

  private static Value index(SequenceValue sequence, BoundArguments arguments, PythonRules rules) {
    List<Value> items = sequence.items();
    for (int i = 0; i < items.size(); i++) {
      if (rules.equality().equal(items.get(i), arguments.get(0))) {
        return IntValue.of(i);
      }
    }
    throw TemplateException.value(
        "%s is not in list".formatted(rules.printer().repr(arguments.get(0))));
  }

  private static Value count(SequenceValue sequence, BoundArguments arguments, PythonRules rules) {
    return IntValue.of(
        sequence.items().stream()
            .filter(item -> rules.equality().equal(item, arguments.get(0)))
            .count());
  }

  private static Value reset(CyclerValue cycler) {
    cycler.reset();
    return NoneValue.NONE;
  }
}
