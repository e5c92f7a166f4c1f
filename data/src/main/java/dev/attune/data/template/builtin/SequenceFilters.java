package dev.attune.data.template.builtin;

import static java.util.Map.entry;

import dev.attune.data.template.value.BoundArguments;
import dev.attune.data.template.value.CodePoints;
import dev.attune.data.template.value.IntValue;
import dev.attune.data.template.value.LazyValue;
import dev.attune.data.template.value.ListValue;
import dev.attune.data.template.value.LoopValue;
import dev.attune.data.template.value.MapValue;
import dev.attune.data.template.value.NoneValue;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.SequenceValue;
import dev.attune.data.template.value.Signature;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.Truth;
import dev.attune.data.template.value.UndefinedValue;
import dev.attune.data.template.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Filters that take a value apart or put elements together. */
final class SequenceFilters {
  static final Map<String, Filter> ALL =
      Map.ofEntries(
          entry("length", Filter.plain("length", SequenceFilters::length)),
          entry("count", Filter.plain("count", SequenceFilters::length)),
          entry("list", Filter.plain("list", SequenceFilters::list)),
          entry("items", Filter.plain("items", SequenceFilters::items)),
          entry("first", Filter.plain("first", SequenceFilters::first)),
          entry("last", Filter.plain("last", SequenceFilters::last)),
          entry("reverse", Filter.plain("reverse", SequenceFilters::reverse)),
          entry("batch", Filter.of(batchSignature(), SequenceFilters::batch)),
          entry("slice", Filter.of(sliceSignature(), SequenceFilters::slice)),
          entry("attr", Filter.of(Signature.of("attr", 1, "name"), SequenceFilters::attribute)),
          entry("default", Filter.of(defaultSignature(), SequenceFilters::orDefault)),
          entry("d", Filter.of(defaultSignature(), SequenceFilters::orDefault)));

  private SequenceFilters() {}

  private static Signature defaultSignature() {
    return Signature.of("default", 0, "default_value", "boolean");
  }

  private static Signature batchSignature() {
    return Signature.of("batch", 1, "linecount", "fill_with");
  }

  private static Signature sliceSignature() {
    return Signature.of("slice", 1, "slices", "fill_with");
  }

  private static Value length(Value input, PythonRules rules) {
    return IntValue.of(size(input));
  }

  /** Python's {@code len()}. */
  static int size(Value value) {
    return switch (value) {
      case TextValue text -> CodePoints.count(text.text());
      case SequenceValue sequence -> sequence.items().size();
      case MapValue map -> map.size();
      case LoopValue loop -> loop.items().size();
      case UndefinedValue _ -> 0;
      default ->
          throw TemplateException.type(
              "object of type '%s' has no len()".formatted(value.typeName()));
    };
  }

  private static Value list(Value input, PythonRules rules) {
    List<Value> items = rules.iteration().items(input);
    rules.meter().items(items.size());
    return new ListValue(items);
  }

  private static Value items(Value input, PythonRules rules) {
    return Lazily.from(() ->
        switch (input) {
          case UndefinedValue _ -> Collections.emptyIterator();
          case MapValue map -> Methods.items(map).items().iterator();
          default -> throw TemplateException.type("Can only get item pairs from a mapping.");
        });
  }

  private static Value first(Value input, PythonRules rules) {
    Iterator<Value> items = rules.iteration().iterator(input);
    return items.hasNext() ? items.next() : UndefinedValue.of("No first item, sequence was empty.");
  }

  private static Value last(Value input, PythonRules rules) {
    List<Value> items = reversible(input, rules);
    return items.isEmpty()
        ? UndefinedValue.of("No last item, sequence was empty.")
        : items.getLast();
  }

  private static List<Value> reversible(Value input, PythonRules rules) {
    return switch (input) {
      case TextValue _, SequenceValue _, MapValue _, UndefinedValue _ ->
          rules.iteration().items(input);
      default ->
          throw TemplateException.type("'%s' object is not reversible".formatted(input.typeName()));
    };
  }

  private static Value reverse(Value input, PythonRules rules) {
    if (input instanceof TextValue text) {
      return rules.positions().slice(text, null, null, IntValue.of(-1));
    }
    List<Value> reversed = new ArrayList<>(rules.iteration().items(input));
    Collections.reverse(reversed);
    return input instanceof LazyValue ? new ListValue(reversed) : Lazily.from(reversed::iterator);
  }

  private static Value batch(Value input, BoundArguments arguments, PythonRules rules) {
    int size = arguments.integer(0, 1);
    return Lazily.from(() -> batches(rules.iteration().items(input), size, arguments, rules));
  }

  private static Iterator<Value> batches(
      List<Value> items, int size, BoundArguments arguments, PythonRules rules) {
    List<Value> batches = new ArrayList<>();
    List<Value> batch = new ArrayList<>();
    rules.meter().items(items.size());
    for (Value item : items) {
      if (batch.size() == size) {
        batches.add(new ListValue(batch));
        batch = new ArrayList<>();
      }
      batch.add(item);
    }
    if (!batch.isEmpty()) {
      batches.add(new ListValue(filled(batch, size - batch.size(), arguments, rules)));
    }
    return batches.iterator();
  }

  private static List<Value> filled(
      List<Value> items, int missing, BoundArguments arguments, PythonRules rules) {
    Value filling = arguments.get(1);
    if (missing <= 0 || filling instanceof NoneValue) {
      return items;
    }
    rules.meter().items(missing);
    List<Value> filled = new ArrayList<>(items);
    filled.addAll(Collections.nCopies(missing, filling));
    return filled;
  }

  private static Value slice(Value input, BoundArguments arguments, PythonRules rules) {
    int count = arguments.integer(0, 1);
    return Lazily.from(() -> slices(rules.iteration().items(input), count, arguments, rules));
  }

  private static Iterator<Value> slices(
      List<Value> items, int count, BoundArguments arguments, PythonRules rules) {
    if (count == 0) {
      throw TemplateException.value("integer division or modulo by zero");
    }
    rules.meter().items((long) items.size() + Math.max(0, count));
    List<Value> slices = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < count; i++) {
      boolean longer = i < items.size() % count;
      int to = from + items.size() / count + (longer ? 1 : 0);
      slices.add(new ListValue(filled(items.subList(from, to), longer ? 0 : 1, arguments, rules)));
      from = to;
    }
    return slices.iterator();
  }

  private static Value attribute(Value input, BoundArguments arguments, PythonRules rules) {
    if (input instanceof UndefinedValue undefined) {
      throw undefined.failure();
    }
    String name = arguments.text(0).text();
    Value member = Attributes.member(input, name, rules);
    return member == null ? Attributes.missing(input, name) : member;
  }

  private static Value orDefault(Value input, BoundArguments arguments, PythonRules rules) {
    boolean missing =
        input instanceof UndefinedValue || (arguments.truth(1, false) && !Truth.of(input));
    return missing ? arguments.get(0, TextValue.EMPTY) : input;
  }
}
