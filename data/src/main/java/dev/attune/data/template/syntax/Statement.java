package dev.attune.data.template.syntax;

import java.util.List;

/** What does something when it is rendered. */
public sealed interface Statement {
  /** Where it stands, counted from 1. */
  int line();

  /** Text between tags, written as it is. */
  record Text(int line, String text) implements Statement {}

  record Print(int line, Expression expression) implements Statement {}

  /** The first branch whose test holds, else {@code otherwise}. */
  record If(int line, List<Branch> branches, List<Statement> otherwise) implements Statement {
    public If {
      branches = List.copyOf(branches);
      otherwise = List.copyOf(otherwise);
    }
  }

  record For(int line, LoopHead head, List<Statement> body, List<Statement> otherwise)
      implements Statement {
    public For {
      body = List.copyOf(body);
      otherwise = List.copyOf(otherwise);
    }
  }

  record Break(int line) implements Statement {}

  record Continue(int line) implements Statement {}

  /** {@code {% set target = expression %}} */
  record Assign(int line, Target target, Expression expression) implements Statement {}

  /** {@code {% set target | filters %}body{% endset %}} */
  record AssignBlock(int line, Target target, List<Expression.Named> filters, List<Statement> body)
      implements Statement {
    public AssignBlock {
      filters = List.copyOf(filters);
      body = List.copyOf(body);
    }
  }

  record DefineMacro(int line, Macro macro) implements Statement {}

  /** {@code {% call(parameters) function(arguments) %}body{% endcall %}} */
  record CallBlock(int line, Expression.Call call, Macro caller) implements Statement {}

  record FilterBlock(int line, List<Expression.Named> filters, List<Statement> body)
      implements Statement {
    public FilterBlock {
      filters = List.copyOf(filters);
      body = List.copyOf(body);
    }
  }

  record With(int line, List<Binding> bindings, List<Statement> body) implements Statement {
    public With {
      bindings = List.copyOf(bindings);
      body = List.copyOf(body);
    }
  }

  /**
   * {@code {% block %}}.
   *
   * @param scoped true when it sees the variables around it, not only those of the whole template
   */
  record Block(int line, boolean scoped, List<Statement> body) implements Statement {
    public Block {
      body = List.copyOf(body);
    }
  }

  /** The text that the assistant is trained on. */
  record Generation(int line, List<Statement> body) implements Statement {
    public Generation {
      body = List.copyOf(body);
    }
  }

  /** What jinja2 knows and a chat template may not do; fails when it is reached. */
  record Refused(int line, String reason) implements Statement {}

  /** A test and what it guards. */
  record Branch(int line, Expression test, List<Statement> body) {
    public Branch {
      body = List.copyOf(body);
    }
  }

  /** One variable of a {@code {% with %}}. */
  record Binding(Target target, Expression expression) {}
}
