package dev.attune.data.template.syntax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of a call. */
final class ArgumentsParser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;

  ArgumentsParser(TokenStream tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  static Arguments single(Expression argument) {
    return new Arguments(List.of(argument), Map.of(), null, null);
  }

  Arguments parse() {
    Collected collected = new Collected();
    tokens.expectOperator("(");
    while (!tokens.takeOperator(")")) {
      parseOne(collected);
      if (!tokens.isOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    return new Arguments(
        collected.positional, collected.named, collected.rest, collected.namedRest);
  }

  private static final class Collected {
    private final List<Expression> positional = new ArrayList<>();
    private final Map<String, Expression> named = new LinkedHashMap<>();
    private @Nullable Expression rest;
    private @Nullable Expression namedRest;
  }

  private void parseOne(Collected collected) {
    require(collected.namedRest == null);
    if (tokens.takeOperator("**")) {
      collected.namedRest = expressions.parse();
    } else if (tokens.takeOperator("*")) {
      require(collected.rest == null);
      collected.rest = expressions.parse();
    } else if (tokens.is(TokenType.NAME) && tokens.following().isOperator("=")) {
      String name = tokens.take().text();
      tokens.take();
      require(collected.named.put(name, expressions.parse()) == null);
    } else {
      require(collected.rest == null && collected.named.isEmpty());
      collected.positional.add(expressions.parse());
    }
  }

  private void require(boolean isInOrder) {
    if (!isInOrder) {
      throw tokens.error("the arguments of a call are out of order or given twice");
    }
  }
}
