package dev.attune.data.template.builtin;

import dev.attune.data.template.value.BoolValue;
import dev.attune.data.template.value.CallArguments;
import dev.attune.data.template.value.FunctionValue;
import dev.attune.data.template.value.IntValue;
import dev.attune.data.template.value.LoopValue;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TupleValue;
import dev.attune.data.template.value.UndefinedValue;
import dev.attune.data.template.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code loop.index}, {@code loop.last} and their likes are. */
final class LoopFields {
  private LoopFields() {}

  static @Nullable Value find(LoopValue loop, String name, PythonRules rules) {
    int index = loop.index();
    int size = loop.items().size();
    return switch (name) {
      case "index" -> IntValue.of(index + 1L);
      case "index0" -> IntValue.of(index);
      case "revindex" -> IntValue.of((long) size - index);
      case "revindex0" -> IntValue.of(size - index - 1L);
      case "first" -> BoolValue.of(index == 0);
      case "last" -> BoolValue.of(index == size - 1);
      case "length" -> IntValue.of(size);
      case "depth" -> IntValue.of(loop.depth());
      case "depth0" -> IntValue.of(loop.depth() - 1L);
      case "previtem" -> neighbour(loop, index - 1, "there is no previous item");
      case "nextitem" -> neighbour(loop, index + 1, "there is no next item");
      case "cycle" -> new FunctionValue("cycle", arguments -> cycle(loop, arguments));
      case "changed" -> new FunctionValue("changed", arguments -> changed(loop, arguments, rules));
      default -> null;
    };
  }

  private static Value neighbour(LoopValue loop, int index, String absence) {
    return index >= 0 && index < loop.items().size()
        ? loop.items().get(index)
        : UndefinedValue.of(absence);
  }

  private static Value cycle(LoopValue loop, CallArguments arguments) {
    List<Value> items = arguments.positional();
    if (items.isEmpty()) {
      throw TemplateException.type("no items for cycling given");
    }
    return items.get(loop.index() % items.size());
  }

  private static Value changed(LoopValue loop, CallArguments arguments, PythonRules rules) {
    Value now = new TupleValue(arguments.positional());
    Value before = loop.exchangeLastChanged(now);
    return BoolValue.of(before == null || !rules.equality().equal(before, now));
  }
}
