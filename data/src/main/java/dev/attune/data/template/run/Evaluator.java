package dev.attune.data.template.run;

import dev.attune.data.template.builtin.Attributes;
import dev.attune.data.template.builtin.Filters;
import dev.attune.data.template.builtin.Tests;
import dev.attune.data.template.syntax.Arguments;
import dev.attune.data.template.syntax.Expression;
import dev.attune.data.template.syntax.Relation;
import dev.attune.data.template.value.BoolValue;
import dev.attune.data.template.value.BoundedText;
import dev.attune.data.template.value.CallArguments;
import dev.attune.data.template.value.FunctionValue;
import dev.attune.data.template.value.ListValue;
import dev.attune.data.template.value.LoopValue;
import dev.attune.data.template.value.MapValue;
import dev.attune.data.template.value.Meter;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.Truth;
import dev.attune.data.template.value.TupleValue;
import dev.attune.data.template.value.UndefinedValue;
import dev.attune.data.template.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes what expressions are. */
final class Evaluator {
  private final PythonRules rules;
  private final Meter meter;

  Evaluator(PythonRules rules) {
    this.rules = rules;
    this.meter = rules.meter();
  }

  Value evaluate(Expression expression, Scope scope) {
    meter.enter();
    Value value =
        switch (expression) {
          case Expression.Constant constant -> constant.value();
          case Expression.Name name -> variable(name.name(), scope);
          case Expression.Attribute attribute ->
              Attributes.attribute(evaluate(attribute.owner(), scope), attribute.name(), rules);
          case Expression.Item item -> item(item, scope);
          case Expression.Slice slice -> slice(slice, scope);
          case Expression.Call call ->
              call(evaluate(call.function(), scope), arguments(call.arguments(), scope));
          case Expression.Filtered filtered -> filtered(filtered, scope);
          case Expression.Tested tested -> tested(tested, scope);
          case Expression.Not not -> BoolValue.of(!Truth.of(evaluate(not.operand(), scope)));
          case Expression.Negative negative ->
              rules.arithmetic().negate(evaluate(negative.operand(), scope));
          case Expression.Positive positive ->
              rules.arithmetic().plus(evaluate(positive.operand(), scope));
          case Expression.And and -> and(and, scope);
          case Expression.Or or -> or(or, scope);
          case Expression.Arithmetic arithmetic -> arithmetic(arithmetic, scope);
          case Expression.Concatenation concatenation -> concatenation(concatenation, scope);
          case Expression.Comparison comparison -> BoolValue.of(compares(comparison, scope));
          case Expression.Conditional conditional -> conditional(conditional, scope);
          case Expression.ListLiteral list -> new ListValue(all(list.items(), scope));
          case Expression.TupleLiteral tuple -> new TupleValue(all(tuple.items(), scope));
          case Expression.MapLiteral map -> map(map, scope);
        };
    meter.leave();
    return value;
  }

  private static Value variable(String name, Scope scope) {
    Value value = scope.find(name);
    return value == null ? UndefinedValue.of("'%s' is undefined".formatted(name)) : value;
  }

  private Value item(Expression.Item item, Scope scope) {
    Value owner = evaluate(item.owner(), scope);
    return Attributes.item(owner, evaluate(item.key(), scope), rules);
  }

  private Value slice(Expression.Slice slice, Scope scope) {
    meter.step();
    Value owner = evaluate(slice.owner(), scope);
    return rules
        .positions()
        .slice(
            owner,
            optional(slice.start(), scope),
            optional(slice.stop(), scope),
            optional(slice.step(), scope));
  }

  private @Nullable Value optional(@Nullable Expression expression, Scope scope) {
    return expression == null ? null : evaluate(expression, scope);
  }

  private Value filtered(Expression.Filtered filtered, Scope scope) {
    Value input = evaluate(filtered.input(), scope);
    Expression.Named filter = filtered.filter();
    return Filters.apply(filter.name(), input, arguments(filter.arguments(), scope), rules);
  }

  private Value tested(Expression.Tested tested, Scope scope) {
    Value input = evaluate(tested.input(), scope);
    Expression.Named test = tested.test();
    return BoolValue.of(Tests.holds(test.name(), input, arguments(test.arguments(), scope), rules));
  }

  private Value and(Expression.And and, Scope scope) {
    Value left = evaluate(and.left(), scope);
    return Truth.of(left) ? evaluate(and.right(), scope) : left;
  }

  private Value or(Expression.Or or, Scope scope) {
    Value left = evaluate(or.left(), scope);
    return Truth.of(left) ? left : evaluate(or.right(), scope);
  }

  private Value arithmetic(Expression.Arithmetic arithmetic, Scope scope) {
    meter.step();
    Value left = evaluate(arithmetic.left(), scope);
    return rules.arithmetic().apply(arithmetic.sign(), left, evaluate(arithmetic.right(), scope));
  }

  private Value concatenation(Expression.Concatenation concatenation, Scope scope) {
    BoundedText text = new BoundedText(meter);
    for (Expression part : concatenation.parts()) {
      text.append(rules.printer().text(evaluate(part, scope)));
    }
    return TextValue.of(text.toString());
  }

  private boolean compares(Expression.Comparison comparison, Scope scope) {
    Value left = evaluate(comparison.first(), scope);
    for (Expression.Link link : comparison.links()) {
      Value right = evaluate(link.operand(), scope);
      if (!holds(left, link.relation(), right)) {
        return false;
      }
      left = right;
    }
    return true;
  }

  private boolean holds(Value left, Relation relation, Value right) {
    return switch (relation) {
      case EQUAL -> rules.equality().equal(left, right);
      case NOT_EQUAL -> !rules.equality().equal(left, right);
      case IN -> rules.containment().contains(right, left);
      case NOT_IN -> !rules.containment().contains(right, left);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          rules.order().holds(left, relation.sign(), right);
    };
  }

  private Value conditional(Expression.Conditional conditional, Scope scope) {
    if (Truth.of(evaluate(conditional.test(), scope))) {
      return evaluate(conditional.then(), scope);
    }
    return conditional.otherwise() == null
        ? UndefinedValue.of("the inline if-expression was false and has no else")
        : evaluate(conditional.otherwise(), scope);
  }

  private List<Value> all(List<Expression> expressions, Scope scope) {
    meter.items(expressions.size());
    List<Value> values = new ArrayList<>(expressions.size());
    for (Expression expression : expressions) {
      values.add(evaluate(expression, scope));
    }
    return values;
  }

  private Value map(Expression.MapLiteral map, Scope scope) {
    meter.items(map.pairs().size());
    MapValue.Builder entries = MapValue.builder();
    for (Expression.Pair pair : map.pairs()) {
      entries.put(evaluate(pair.key(), scope), evaluate(pair.value(), scope));
    }
    return entries.build();
  }

  CallArguments arguments(Arguments arguments, Scope scope) {
    if (arguments.isEmpty()) {
      return CallArguments.NONE;
    }
    List<Value> positional = all(arguments.positional(), scope);
    if (arguments.rest() != null) {
      positional.addAll(rules.iteration().items(evaluate(arguments.rest(), scope)));
    }
    Map<String, Value> named = new LinkedHashMap<>();
    arguments.named().forEach((name, value) -> named.put(name, evaluate(value, scope)));
    if (arguments.namedRest() != null) {
      addNamedRest(evaluate(arguments.namedRest(), scope), named);
    }
    return new CallArguments(positional, named);
  }

  private void addNamedRest(Value rest, Map<String, Value> named) {
    if (!(rest instanceof MapValue map)) {
      throw TemplateException.type(
          "argument after ** must be a mapping, not %s".formatted(rest.typeName()));
    }
    map.forEach((name, value) -> named.put(rules.printer().text(name), value));
  }

  /** {@code callee(arguments)} */
  Value call(Value callee, CallArguments arguments) {
    meter.step();
    return switch (callee) {
      case FunctionValue function -> function.body().call(arguments);
      case LoopValue loop when loop.recursion() != null -> loop.recursion().body().call(arguments);
      case LoopValue _ ->
          throw TemplateException.type(
              "The loop must have the 'recursive' marker to be called recursively.");
      case UndefinedValue undefined -> throw undefined.failure();
      default ->
          throw TemplateException.type("'%s' object is not callable".formatted(callee.typeName()));
    };
  }
}
