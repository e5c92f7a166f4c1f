package dev.attune.data.template.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what stands between square brackets behind an operand. */
final class SubscriptParser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;

  SubscriptParser(TokenStream tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /** From behind the opening bracket to behind the closing one. */
  Expression parse(Expression owner) {
    Expression first = bound();
    if (tokens.takeOperator(":")) {
      return parseSlice(owner, first);
    }
    Expression key = first == null || tokens.isOperator(",") ? parseTuple(first) : first;
    tokens.expectOperator("]");
    return new Expression.Item(owner, key);
  }

  private Expression parseSlice(Expression owner, @Nullable Expression start) {
    Expression stop = bound();
    Expression step = tokens.takeOperator(":") ? bound() : null;
    tokens.expectOperator("]");
    return new Expression.Slice(owner, start, stop, step);
  }

  private @Nullable Expression bound() {
    boolean isLeftOut = tokens.isOperator(":") || tokens.isOperator("]");
    return isLeftOut ? null : expressions.parse();
  }

  /** {@code [a, b]}, and {@code []}, which is the empty tuple. */
  private Expression parseTuple(@Nullable Expression first) {
    List<Expression> items = first == null ? new ArrayList<>() : new ArrayList<>(List.of(first));
    while (tokens.takeOperator(",")) {
      items.add(expressions.parse());
    }
    return new Expression.TupleLiteral(items);
  }
}
