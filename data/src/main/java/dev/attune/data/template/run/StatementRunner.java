package dev.attune.data.template.run;

import dev.attune.data.template.builtin.Filters;
import dev.attune.data.template.syntax.Expression;
import dev.attune.data.template.syntax.Macro;
import dev.attune.data.template.syntax.Statement;
import dev.attune.data.template.value.CallArguments;
import dev.attune.data.template.value.FunctionValue;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.Truth;
import dev.attune.data.template.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Does what statements say. */
final class StatementRunner {
  private final PythonRules rules;
  private final Output output;
  private final Scope top;
  private final Evaluator evaluator;
  private final Assignment assignment;
  private final LoopRunner loops;
  private int line;

  StatementRunner(PythonRules rules, Output output, Scope top) {
    this.rules = rules;
    this.output = output;
    this.top = top;
    this.evaluator = new Evaluator(rules);
    this.assignment = new Assignment(rules);
    this.loops = new LoopRunner(rules, evaluator, assignment, this, output);
  }

  /** The line of the statement that was begun last. */
  int line() {
    return line;
  }

  void run(List<Statement> template) {
    run(template, top);
  }

  Flow run(List<Statement> statements, Scope scope) {
    for (Statement statement : statements) {
      Flow flow = run(statement, scope);
      if (flow != Flow.ON) {
        return flow;
      }
    }
    return Flow.ON;
  }

  private Flow run(Statement statement, Scope scope) {
    line = statement.line();
    rules.meter().step();
    rules.meter().enter();
    Flow flow =
        switch (statement) {
          case Statement.Text text -> on(() -> output.write(text.text()));
          case Statement.Print print -> on(() -> print(print, scope));
          case Statement.If choice -> choose(choice, scope);
          case Statement.For loop -> loops.run(loop, scope);
          case Statement.Break _ -> Flow.BREAK;
          case Statement.Continue _ -> Flow.CONTINUE;
          case Statement.Assign assign -> on(() -> assign(assign, scope));
          case Statement.AssignBlock block -> on(() -> assign(block, scope));
          case Statement.DefineMacro define -> on(() -> define(define.macro(), scope));
          case Statement.CallBlock block -> on(() -> call(block, scope));
          case Statement.FilterBlock block -> on(() -> filter(block, scope));
          case Statement.With with -> runWith(with, scope);
          case Statement.Block block -> run(block.body(), (block.scoped() ? scope : top).inner());
          case Statement.Generation generation -> on(() -> generate(generation, scope));
          case Statement.Refused refused -> throw TemplateException.value(refused.reason());
        };
    rules.meter().leave();
    return flow;
  }

  private static Flow on(Runnable work) {
    work.run();
    return Flow.ON;
  }

  private void print(Statement.Print print, Scope scope) {
    output.write(rules.printer().text(evaluator.evaluate(print.expression(), scope)));
  }

  private Flow choose(Statement.If choice, Scope scope) {
    for (Statement.Branch branch : choice.branches()) {
      line = branch.line();
      if (Truth.of(evaluator.evaluate(branch.test(), scope))) {
        return run(branch.body(), scope);
      }
    }
    return run(choice.otherwise(), scope);
  }

  private void assign(Statement.Assign assign, Scope scope) {
    assignment.assign(assign.target(), evaluator.evaluate(assign.expression(), scope), scope);
  }

  private void assign(Statement.AssignBlock block, Scope scope) {
    Value text = captured(block.body(), scope);
    assignment.assign(block.target(), filtered(text, block.filters(), scope), scope);
  }

  private Value captured(List<Statement> body, Scope scope) {
    return TextValue.of(output.capture(() -> run(body, scope.inner())));
  }

  private Value filtered(Value input, List<Expression.Named> filters, Scope scope) {
    Value value = input;
    for (Expression.Named filter : filters) {
      CallArguments arguments = evaluator.arguments(filter.arguments(), scope);
      value = Filters.apply(filter.name(), value, arguments, rules);
    }
    return value;
  }

  private void filter(Statement.FilterBlock block, Scope scope) {
    Value text = filtered(captured(block.body(), scope), block.filters(), scope);
    output.write(rules.printer().text(text));
  }

  private void define(Macro macro, Scope scope) {
    scope.set(macro.name(), function(macro, scope));
  }

  private FunctionValue function(Macro macro, Scope scope) {
    MacroCall call = new MacroCall(macro, evaluator);
    List<String> names = macro.parameters().stream().map(Macro.Parameter::name).toList();
    return new FunctionValue(
        macro.name(),
        names,
        arguments -> {
          Scope inner = scope.inner();
          call.bind(arguments, inner);
          return TextValue.of(output.capture(() -> run(macro.body(), inner)));
        });
  }

  private void call(Statement.CallBlock block, Scope scope) {
    Value function = evaluator.evaluate(block.call().function(), scope);
    CallArguments given = evaluator.arguments(block.call().arguments(), scope);
    Map<String, Value> named = new LinkedHashMap<>(given.named());
    named.put("caller", function(block.caller(), scope));
    Value result = evaluator.call(function, new CallArguments(given.positional(), named));
    output.write(rules.printer().text(result));
  }

  private Flow runWith(Statement.With with, Scope scope) {
    Scope inner = scope.inner();
    for (Statement.Binding binding : with.bindings()) {
      Value value = evaluator.evaluate(binding.expression(), scope);
      assignment.assign(binding.target(), value, inner);
    }
    return run(with.body(), inner);
  }

  private void generate(Statement.Generation generation, Scope scope) {
    output.writeGenerated(() -> run(generation.body(), scope.inner()));
  }
}
