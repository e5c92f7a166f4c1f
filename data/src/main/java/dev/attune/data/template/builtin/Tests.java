package dev.attune.data.template.builtin;

import static java.util.Map.entry;

import dev.attune.data.template.value.BoolValue;
import dev.attune.data.template.value.BoundArguments;
import dev.attune.data.template.value.CallArguments;
import dev.attune.data.template.value.FloatValue;
import dev.attune.data.template.value.FunctionValue;
import dev.attune.data.template.value.IntValue;
import dev.attune.data.template.value.Iteration;
import dev.attune.data.template.value.LoopValue;
import dev.attune.data.template.value.MapValue;
import dev.attune.data.template.value.NoneValue;
import dev.attune.data.template.value.NumberValue;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.SequenceValue;
import dev.attune.data.template.value.Signature;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TemplateException.Kind;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.UndefinedValue;
import dev.attune.data.template.value.Value;
import java.util.Map;
import java.util.function.Predicate;

/** The tests by name: {@code value is name(arguments)}. */
public final class Tests {
  private static final Map<String, Test> ALL =
      Map.ofEntries(
          entry("defined", of(value -> !(value instanceof UndefinedValue))),
          entry("undefined", of(value -> value instanceof UndefinedValue)),
          entry("none", of(value -> value instanceof NoneValue)),
          entry("boolean", of(value -> value instanceof BoolValue)),
          entry("true", of(value -> value instanceof BoolValue(boolean truth) && truth)),
          entry("false", of(value -> value instanceof BoolValue(boolean truth) && !truth)),
          entry("integer", of(value -> value instanceof IntValue)),
          entry("float", of(value -> value instanceof FloatValue)),
          entry("number", of(value -> value instanceof NumberValue)),
          entry("string", of(value -> value instanceof TextValue)),
          entry("mapping", of(value -> value instanceof MapValue)),
          entry("sequence", of(Tests::isSequence)),
          entry("iterable", of(Iteration::isIterable)),
          entry("callable", of(Tests::isCallable)),
          entry("escaped", of(value -> value instanceof TextValue text && text.safe())),
          entry("lower", ofText(TextChecks::isLower)),
          entry("upper", ofText(TextChecks::isUpper)),
          entry("filter", ofText(Filters::isKnown)),
          entry("test", ofText(Tests::isKnown)),
          entry("odd", (value, _, rules) -> remainder(value, IntValue.of(2), rules, 1)),
          entry("even", (value, _, rules) -> remainder(value, IntValue.of(2), rules, 0)),
          entry("divisibleby", with((value, by, rules) -> remainder(value, by, rules, 0))),
          entry("sameas", with((value, other, rules) -> isSame(value, other))),
          entry("in", with((item, all, rules) -> rules.containment().contains(all, item))),
          entry("eq", with((one, other, rules) -> rules.equality().equal(one, other))),
          entry("equalto", with((one, other, rules) -> rules.equality().equal(one, other))),
          entry("==", with((one, other, rules) -> rules.equality().equal(one, other))),
          entry("ne", with((one, other, rules) -> !rules.equality().equal(one, other))),
          entry("!=", with((one, other, rules) -> !rules.equality().equal(one, other))),
          entry("lt", ordered("<")),
          entry("lessthan", ordered("<")),
          entry("<", ordered("<")),
          entry("le", ordered("<=")),
          entry("<=", ordered("<=")),
          entry("gt", ordered(">")),
          entry("greaterthan", ordered(">")),
          entry(">", ordered(">")),
          entry("ge", ordered(">=")),
          entry(">=", ordered(">=")));

  private static final Signature NO_ARGUMENT = Signature.of("test", 0);
  private static final Signature ONE_ARGUMENT = Signature.of("test", 1, "other");

  private Tests() {}

  @FunctionalInterface
  private interface Test {
    boolean holds(Value value, CallArguments arguments, PythonRules rules);
  }

  @FunctionalInterface
  private interface Comparison {
    boolean holds(Value value, Value other, PythonRules rules);
  }

  private static Test of(Predicate<Value> predicate) {
    return (value, arguments, _) -> {
      arguments.bind(NO_ARGUMENT);
      return predicate.test(value);
    };
  }

  private static Test ofText(Predicate<String> predicate) {
    return (value, arguments, rules) -> {
      arguments.bind(NO_ARGUMENT);
      return predicate.test(rules.printer().text(value));
    };
  }

  private static Test with(Comparison comparison) {
    return (value, arguments, rules) -> {
      BoundArguments bound = arguments.bind(ONE_ARGUMENT);
      return comparison.holds(value, bound.get(0), rules);
    };
  }

  private static Test ordered(String sign) {
    return with((one, other, rules) -> rules.order().holds(one, sign, other));
  }

  static boolean isKnown(String name) {
    return ALL.containsKey(name);
  }

  /** {@code value is name(arguments)}. */
  public static boolean holds(
      String name, Value value, CallArguments arguments, PythonRules rules) {
    Test test = ALL.get(name);
    if (test == null) {
      throw new TemplateException(Kind.SYNTAX, "No test named '%s'.".formatted(name));
    }
    rules.meter().step();
    return test.holds(value, arguments, rules);
  }

  private static boolean remainder(Value value, Value divisor, PythonRules rules, long wanted) {
    Value remainder = rules.arithmetic().apply("%", value, divisor);
    return rules.equality().equal(remainder, IntValue.of(wanted));
  }

  private static boolean isSequence(Value value) {
    return value instanceof TextValue
        || value instanceof SequenceValue
        || value instanceof MapValue
        || value instanceof UndefinedValue;
  }

  /** An undefined value has a method for being called, which fails. */
  private static boolean isCallable(Value value) {
    return value instanceof FunctionValue
        || value instanceof LoopValue
        || value instanceof UndefinedValue;
  }

  /** Python's {@code is}; small values that are equal count as the same one. */
  @SuppressWarnings("ReferenceEquality") // Which object it is, is what the test asks.
  private static boolean isSame(Value value, Value other) {
    return value == other
        || (value instanceof BoolValue && value.equals(other))
        || (value instanceof IntValue && value.equals(other));
  }
}
