package dev.attune.data.template.builtin;

import static java.util.Map.entry;

import dev.attune.data.template.value.BoundArguments;
import dev.attune.data.template.value.ListValue;
import dev.attune.data.template.value.MapValue;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.Signature;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.TupleValue;
import dev.attune.data.template.value.UndefinedValue;
import dev.attune.data.template.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Filters that order elements or compare them. */
final class SortingFilters {
  static final Map<String, Filter> ALL =
      Map.ofEntries(
          entry(
              "sort",
              Filter.of(
                  Signature.of("sort", 0, "reverse", "case_sensitive", "attribute"),
                  SortingFilters::sort)),
          entry(
              "dictsort",
              Filter.of(
                  Signature.of("dictsort", 0, "case_sensitive", "by", "reverse"),
                  SortingFilters::sortMap)),
          entry("unique", Filter.of(comparing("unique"), SortingFilters::unique)),
          entry("min", Filter.of(comparing("min"), SortingFilters::min)),
          entry("max", Filter.of(comparing("max"), SortingFilters::max)),
          entry(
              "groupby",
              Filter.of(
                  Signature.of("groupby", 1, "attribute", "default", "case_sensitive"),
                  SortingFilters::groupBy)));

  private SortingFilters() {}

  private static Signature comparing(String name) {
    return Signature.of(name, 0, "case_sensitive", "attribute");
  }

  private static Value folded(Value key, boolean caseSensitive) {
    return !caseSensitive && key instanceof TextValue text
        ? text.alike(Texts.lower(text.text()))
        : key;
  }

  private static Comparator<Value> by(
      UnaryOperator<Value> key, boolean reverse, PythonRules rules) {
    Comparator<Value> rising =
        (left, right) -> rules.order().compare(key.apply(left), "<", key.apply(right));
    return reverse ? rising.reversed() : rising;
  }

  private static List<Value> sorted(List<Value> items, Comparator<Value> order, PythonRules rules) {
    rules.meter().items(items.size());
    List<Value> sorted = new ArrayList<>(items);
    sorted.sort(order);
    return sorted;
  }

  private static Value sort(Value input, BoundArguments arguments, PythonRules rules) {
    boolean caseSensitive = arguments.truth(1, false);
    List<AttributePath> paths = AttributePath.several(arguments.find(2));
    UnaryOperator<Value> key =
        item -> {
          List<Value> keys = new ArrayList<>();
          paths.forEach(path -> keys.add(folded(path.follow(item, rules), caseSensitive)));
          return new ListValue(keys);
        };
    Comparator<Value> order = by(key, arguments.truth(0, false), rules);
    return new ListValue(sorted(rules.iteration().items(input), order, rules));
  }

  private static Value sortMap(Value input, BoundArguments arguments, PythonRules rules) {
    if (input instanceof UndefinedValue undefined) {
      throw undefined.failure();
    }
    if (!(input instanceof MapValue map)) {
      throw TemplateException.type("dictsort() needs a mapping, not " + input.typeName());
    }
    int position =
        switch (arguments.text(1, "key")) {
          case "key" -> 0;
          case "value" -> 1;
          default ->
              throw TemplateException.value("You can only sort by either \"key\" or \"value\"");
        };
    boolean caseSensitive = arguments.truth(0, false);
    UnaryOperator<Value> key =
        pair -> folded(((TupleValue) pair).items().get(position), caseSensitive);
    Comparator<Value> order = by(key, arguments.truth(2, false), rules);
    return new ListValue(sorted(Methods.items(map).items(), order, rules));
  }

  private static UnaryOperator<Value> key(BoundArguments arguments, PythonRules rules) {
    boolean caseSensitive = arguments.truth(0, false);
    AttributePath path = AttributePath.of(arguments.find(1));
    return item -> folded(path.follow(item, rules), caseSensitive);
  }

  private static Value unique(Value input, BoundArguments arguments, PythonRules rules) {
    UnaryOperator<Value> key = key(arguments, rules);
    return Lazily.from(() -> {
      Set<Value> seen = new HashSet<>();
      return Lazily.filter(
          rules.iteration().iterator(input), item -> seen.add(MapValue.keyOf(key.apply(item))));
    });
  }

  private static Value min(Value input, BoundArguments arguments, PythonRules rules) {
    return best(input, by(key(arguments, rules), false, rules), rules);
  }

  private static Value max(Value input, BoundArguments arguments, PythonRules rules) {
    return best(input, by(key(arguments, rules), true, rules), rules);
  }

  /** The first of the elements that come first in {@code order}. */
  private static Value best(Value input, Comparator<Value> order, PythonRules rules) {
    List<Value> items = rules.iteration().items(input);
    if (items.isEmpty()) {
      return UndefinedValue.of("No aggregated item, sequence was empty.");
    }
    Value best = items.getFirst();
    for (Value item : items.subList(1, items.size())) {
      best = order.compare(item, best) < 0 ? item : best;
    }
    return best;
  }

  private static Value groupBy(Value input, BoundArguments arguments, PythonRules rules) {
    boolean caseSensitive = arguments.truth(2, false);
    AttributePath path = AttributePath.of(arguments.get(0), arguments.findUnlessNone(1));
    UnaryOperator<Value> key = item -> folded(path.follow(item, rules), caseSensitive);
    List<Value> items = sorted(rules.iteration().items(input), by(key, false, rules), rules);
    List<Value> groups = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= items.size(); to++) {
      boolean ends =
          to == items.size()
              || !rules.equality().equal(key.apply(items.get(from)), key.apply(items.get(to)));
      if (ends) {
        groups.add(group(path.follow(items.get(from), rules), items.subList(from, to)));
        from = to;
      }
    }
    return new ListValue(groups);
  }

  private static TupleValue group(Value grouper, List<Value> items) {
    return new TupleValue(List.of(grouper, new ListValue(items)), List.of("grouper", "list"));
  }
}
