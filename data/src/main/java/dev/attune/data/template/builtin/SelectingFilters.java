package dev.attune.data.template.builtin;

import static java.util.Map.entry;

import dev.attune.data.template.value.CallArguments;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.Signature;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.Truth;
import dev.attune.data.template.value.Value;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Filters that go over elements one by one, when the result is asked for. */
final class SelectingFilters {
  private static final Signature OF_ATTRIBUTE = Signature.of("map", 1, "attribute", "default");

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          entry("map", SelectingFilters::map),
          entry("select", (input, arguments, rules) -> select(input, arguments, rules, true)),
          entry("reject", (input, arguments, rules) -> select(input, arguments, rules, false)),
          entry(
              "selectattr",
              (input, arguments, rules) -> selectByAttribute(input, arguments, rules, true)),
          entry(
              "rejectattr",
              (input, arguments, rules) -> selectByAttribute(input, arguments, rules, false)));

  private SelectingFilters() {}

  /** Over the elements of {@code input}, unless it is false or empty. */
  private static Value over(
      Value input, PythonRules rules, Function<Iterator<Value>, Iterator<Value>> work) {
    return Lazily.from(() ->
        Truth.of(input)
            ? work.apply(rules.iteration().iterator(input))
            : Collections.emptyIterator());
  }

  private static Value map(Value input, CallArguments arguments, PythonRules rules) {
    return over(input, rules, elements -> Lazily.map(elements, change(arguments, rules)));
  }

  private static UnaryOperator<Value> change(CallArguments arguments, PythonRules rules) {
    if (arguments.positional().isEmpty() && arguments.named().containsKey("attribute")) {
      var bound = arguments.bind(OF_ATTRIBUTE);
      AttributePath path = AttributePath.of(bound.get(0), bound.findUnlessNone(1));
      return element -> path.follow(element, rules);
    }
    String filter = name(arguments, 0, "map requires a filter argument");
    CallArguments rest = after(arguments, 1);
    return element -> Filters.apply(filter, element, rest, rules);
  }

  private static Value select(
      Value input, CallArguments arguments, PythonRules rules, boolean wanted) {
    return over(
        input,
        rules,
        elements -> {
          Predicate<Value> test = test(arguments, 0, rules);
          return Lazily.filter(elements, element -> test.test(element) == wanted);
        });
  }

  private static Value selectByAttribute(
      Value input, CallArguments arguments, PythonRules rules, boolean wanted) {
    return over(
        input,
        rules,
        elements -> {
          if (arguments.positional().isEmpty()) {
            throw TemplateException.value("Missing parameter for attribute name");
          }
          AttributePath path = AttributePath.of(arguments.positional().getFirst());
          Predicate<Value> test = test(arguments, 1, rules);
          return Lazily.filter(
              elements, element -> test.test(path.follow(element, rules)) == wanted);
        });
  }

  /** The test named by the argument at {@code index}; truth when there is none. */
  private static Predicate<Value> test(CallArguments arguments, int index, PythonRules rules) {
    if (arguments.positional().size() <= index) {
      return Truth::of;
    }
    String test = name(arguments, index, "no test is named");
    CallArguments rest = after(arguments, index + 1);
    return element -> Tests.holds(test, element, rest, rules);
  }

  private static String name(CallArguments arguments, int index, String absence) {
    List<Value> positional = arguments.positional();
    if (index < positional.size() && positional.get(index) instanceof TextValue name) {
      return name.text();
    }
    throw TemplateException.value(absence);
  }

  private static CallArguments after(CallArguments arguments, int taken) {
    List<Value> positional = arguments.positional();
    return new CallArguments(positional.subList(taken, positional.size()), arguments.named());
  }
}
