package dev.attune.data.template.syntax;

import dev.attune.data.template.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has a value. */
public sealed interface Expression {
  record Constant(Value value) implements Expression {}

  record Name(String name) implements Expression {}

  /** {@code owner.name} */
  record Attribute(Expression owner, String name) implements Expression {}

  /** {@code owner[key]} */
  record Item(Expression owner, Expression key) implements Expression {}

  /** {@code owner[start:stop:step]} */
  record Slice(
      Expression owner,
      @Nullable Expression start,
      @Nullable Expression stop,
      @Nullable Expression step)
      implements Expression {}

  record Call(Expression function, Arguments arguments) implements Expression {}

  /** {@code input|name(arguments)} */
  record Filtered(Expression input, Named filter) implements Expression {}

  /** {@code input is name(arguments)} */
  record Tested(Expression input, Named test) implements Expression {}

  record Not(Expression operand) implements Expression {}

  record Negative(Expression operand) implements Expression {}

  record Positive(Expression operand) implements Expression {}

  record And(Expression left, Expression right) implements Expression {}

  record Or(Expression left, Expression right) implements Expression {}

  /**
   * {@code left + right} and its likes.
   *
   * @param sign one of {@code + - * / // % **}
   */
  record Arithmetic(String sign, Expression left, Expression right) implements Expression {}

  /** {@code a ~ b ~ c} */
  record Concatenation(List<Expression> parts) implements Expression {
    public Concatenation {
      parts = List.copyOf(parts);
    }
  }

  /** {@code first < second <= third}: each neighbour compared, each part computed once. */
  record Comparison(Expression first, List<Link> links) implements Expression {
    public Comparison {
      links = List.copyOf(links);
    }
  }

  /** {@code then if test else otherwise} */
  record Conditional(Expression test, Expression then, @Nullable Expression otherwise)
      implements Expression {}

  record ListLiteral(List<Expression> items) implements Expression {
    public ListLiteral {
      items = List.copyOf(items);
    }
  }

  record TupleLiteral(List<Expression> items) implements Expression {
    public TupleLiteral {
      items = List.copyOf(items);
    }
  }

  record MapLiteral(List<Pair> pairs) implements Expression {
    public MapLiteral {
      pairs = List.copyOf(pairs);
    }
  }

  /** A filter or test with what it is given. */
  record Named(String name, Arguments arguments) {}

  /** The next part of a comparison. */
  record Link(Relation relation, Expression operand) {}

  /** An entry of a map literal. */
  record Pair(Expression key, Expression value) {}
}
