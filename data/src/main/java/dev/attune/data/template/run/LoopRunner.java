package dev.attune.data.template.run;

import dev.attune.data.template.syntax.LoopHead;
import dev.attune.data.template.syntax.Statement;
import dev.attune.data.template.value.CallArguments;
import dev.attune.data.template.value.FunctionValue;
import dev.attune.data.template.value.LoopValue;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.Signature;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.Truth;
import dev.attune.data.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs {@code {% for %}}. */
final class LoopRunner {
  private static final Signature RECURSION = Signature.of("loop", 1, "iterable");

  private final PythonRules rules;
  private final Evaluator evaluator;
  private final Assignment assignment;
  private final StatementRunner statements;
  private final Output output;

  LoopRunner(
      PythonRules rules,
      Evaluator evaluator,
      Assignment assignment,
      StatementRunner statements,
      Output output) {
    this.rules = rules;
    this.evaluator = evaluator;
    this.assignment = assignment;
    this.statements = statements;
    this.output = output;
  }

  Flow run(Statement.For loop, Scope scope) {
    return run(loop, evaluator.evaluate(loop.head().elements(), scope), scope, 1);
  }

  private Flow run(Statement.For loop, Value elements, Scope scope, int depth) {
    List<Value> items = chosen(loop.head(), rules.iteration().items(elements), scope);
    LoopValue state = new LoopValue(items, depth, recursion(loop, scope, depth));
    boolean anyFinished = runBody(loop, state, scope);
    // As in jinja2, a loop whose every turn ended early counts as one without turns.
    return anyFinished ? Flow.ON : statements.run(loop.otherwise(), scope.inner());
  }

  /** True when at least one turn came to the end of the body. */
  private boolean runBody(Statement.For loop, LoopValue state, Scope scope) {
    boolean anyFinished = false;
    for (Value item : state.items()) {
      rules.meter().step();
      state.advance();
      Scope inner = scope.inner();
      inner.set("loop", state);
      assignment.assign(loop.head().target(), item, inner);
      Flow flow = statements.run(loop.body(), inner);
      if (flow == Flow.BREAK) {
        return anyFinished;
      }
      anyFinished |= flow == Flow.ON;
    }
    return anyFinished;
  }

  private List<Value> chosen(LoopHead head, List<Value> items, Scope scope) {
    if (head.condition() == null) {
      return items;
    }
    List<Value> chosen = new ArrayList<>();
    for (Value item : items) {
      Scope inner = scope.inner();
      assignment.assign(head.target(), item, inner);
      if (Truth.of(evaluator.evaluate(head.condition(), inner))) {
        chosen.add(item);
      }
    }
    return chosen;
  }

  private @Nullable FunctionValue recursion(Statement.For loop, Scope scope, int depth) {
    if (!loop.head().recursive()) {
      return null;
    }
    return new FunctionValue("loop", arguments -> recurse(loop, arguments, scope, depth));
  }

  private Value recurse(Statement.For loop, CallArguments arguments, Scope scope, int depth) {
    Value elements = arguments.bind(RECURSION).get(0);
    return TextValue.of(output.capture(() -> run(loop, elements, scope, depth + 1)));
  }
}
