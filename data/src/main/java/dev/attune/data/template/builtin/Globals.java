package dev.attune.data.template.builtin;

import dev.attune.data.template.value.BoundArguments;
import dev.attune.data.template.value.CallArguments;
import dev.attune.data.template.value.CyclerValue;
import dev.attune.data.template.value.FunctionValue;
import dev.attune.data.template.value.IntegralValue;
import dev.attune.data.template.value.MapValue;
import dev.attune.data.template.value.NamespaceValue;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.RangeValue;
import dev.attune.data.template.value.Signature;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TemplateException.Kind;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.UndefinedValue;
import dev.attune.data.template.value.Value;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The functions that every template has without being given them. */
public final class Globals {
  private static final Signature RAISE = Signature.of("raise_exception", 1, "message");
  private static final Signature STRFTIME = Signature.of("strftime_now", 1, "format");
  private static final Signature JOINER = Signature.of("joiner", 0, "sep");

  private Globals() {}

  /**
   * The functions by name.
   *
   * @param now what {@code strftime_now} writes
   */
  public static Map<String, Value> of(LocalDateTime now, PythonRules rules) {
    return Map.of(
        "range", new FunctionValue("range", Globals::range),
        "dict", new FunctionValue("dict", arguments -> dict(arguments, rules)),
        "namespace", new FunctionValue("namespace", arguments -> namespace(arguments, rules)),
        "cycler", new FunctionValue("cycler", Globals::cycler),
        "joiner", new FunctionValue("joiner", arguments -> joiner(arguments, rules)),
        "raise_exception",
            new FunctionValue("raise_exception", arguments -> raise(arguments, rules)),
        "strftime_now",
            new FunctionValue("strftime_now", arguments -> strftime(arguments, now, rules)));
  }

  private static Value range(CallArguments arguments) {
    List<Value> bounds = arguments.positional();
    if (bounds.isEmpty() || bounds.size() > 3 || !arguments.named().isEmpty()) {
      throw TemplateException.type("range() takes from 1 to 3 arguments");
    }
    if (bounds.size() == 1) {
      return new RangeValue(0, whole(bounds.getFirst()), 1);
    }
    long step = bounds.size() == 3 ? whole(bounds.get(2)) : 1;
    return new RangeValue(whole(bounds.get(0)), whole(bounds.get(1)), step);
  }

  private static long whole(Value bound) {
    return switch (bound) {
      case IntegralValue number -> number.clamped();
      case UndefinedValue undefined -> throw undefined.failure();
      default ->
          throw TemplateException.type(
              "'%s' object cannot be interpreted as an integer".formatted(bound.typeName()));
    };
  }

  private static MapValue dict(CallArguments arguments, PythonRules rules) {
    MapValue.Builder entries = MapValue.builder();
    if (arguments.positional().size() > 1) {
      throw TemplateException.type("dict expected at most 1 argument");
    }
    for (Value source : arguments.positional()) {
      if (source instanceof MapValue map) {
        entries.putAll(map);
      } else {
        rules.iteration().items(source).forEach(pair -> putPair(pair, entries, rules));
      }
    }
    arguments.named().forEach(entries::put);
    return entries.build();
  }

  private static void putPair(Value pair, MapValue.Builder entries, PythonRules rules) {
    List<Value> parts = rules.iteration().items(pair);
    if (parts.size() != 2) {
      throw TemplateException.value(
          "dictionary update sequence element has length %d; 2 is required"
              .formatted(parts.size()));
    }
    entries.put(parts.getFirst(), parts.getLast());
  }

  private static Value namespace(CallArguments arguments, PythonRules rules) {
    NamespaceValue namespace = new NamespaceValue();
    dict(arguments, rules)
        .forEach((key, value) -> namespace.fields().put(rules.printer().text(key), value));
    return namespace;
  }

  private static Value cycler(CallArguments arguments) {
    return new CyclerValue(arguments.positional());
  }

  private static Value joiner(CallArguments arguments, PythonRules rules) {
    String separator = rules.printer().text(arguments.bind(JOINER).get(0, TextValue.of(", ")));
    AtomicBoolean used = new AtomicBoolean();
    return new FunctionValue("joiner", _ -> TextValue.of(used.getAndSet(true) ? separator : ""));
  }

  private static Value raise(CallArguments arguments, PythonRules rules) {
    throw new TemplateException(Kind.RAISED, rules.printer().text(arguments.bind(RAISE).get(0)));
  }

  private static Value strftime(CallArguments arguments, LocalDateTime now, PythonRules rules) {
    BoundArguments bound = arguments.bind(STRFTIME);
    return TextValue.of(TimeFormat.apply(bound.text(0).text(), now, rules.meter()));
  }
}
