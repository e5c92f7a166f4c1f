package dev.attune.data.template.syntax;

import dev.attune.data.template.value.BoolValue;
import dev.attune.data.template.value.NoneValue;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads operands: literals, names, and what follows them closely. */
final class OperandParser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final ArgumentsParser arguments;
  private final NameUse names;

  OperandParser(TokenStream tokens, ExpressionParser expressions, NameUse names) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.arguments = new ArgumentsParser(tokens, expressions);
    this.names = names;
  }

  Expression parsePrimary() {
    return switch (tokens.current().type()) {
      case NAME -> nameOrConstant(tokens.take().text());
      case LITERAL -> literal();
      case OPERATOR -> parseBracketed();
      default -> throw tokens.error("expected an expression");
    };
  }

  private Expression nameOrConstant(String name) {
    Value constant = constant(name);
    if (constant != null) {
      return new Expression.Constant(constant);
    }
    names.add(name);
    return new Expression.Name(name);
  }

  /** What the name always stands for, or null. */
  static @Nullable Value constant(String name) {
    return switch (name) {
      case "true", "True" -> BoolValue.TRUE;
      case "false", "False" -> BoolValue.FALSE;
      case "none", "None" -> NoneValue.NONE;
      default -> null;
    };
  }

  /** A literal; texts that follow each other are one. */
  private Expression literal() {
    Value value = tokens.take().value();
    if (!(value instanceof TextValue text)) {
      return new Expression.Constant(value);
    }
    StringBuilder joined = new StringBuilder(text.text());
    while (tokens.current().value() instanceof TextValue more && tokens.is(TokenType.LITERAL)) {
      joined.append(more.text());
      tokens.take();
    }
    return new Expression.Constant(TextValue.of(joined.toString()));
  }

  private Expression parseBracketed() {
    if (tokens.takeOperator("(")) {
      Expression inside = expressions.parseParenthesized();
      tokens.expectOperator(")");
      return inside;
    }
    if (tokens.takeOperator("[")) {
      return parseList();
    }
    if (tokens.takeOperator("{")) {
      return parseMap();
    }
    throw tokens.error("expected an expression");
  }

  private Expression parseList() {
    List<Expression> items = new ArrayList<>();
    while (!tokens.takeOperator("]")) {
      items.add(expressions.parse());
      if (!tokens.isOperator("]")) {
        tokens.expectOperator(",");
      }
    }
    return new Expression.ListLiteral(items);
  }

  private Expression parseMap() {
    List<Expression.Pair> pairs = new ArrayList<>();
    while (!tokens.takeOperator("}")) {
      Expression key = expressions.parse();
      tokens.expectOperator(":");
      pairs.add(new Expression.Pair(key, expressions.parse()));
      if (!tokens.isOperator("}")) {
        tokens.expectOperator(",");
      }
    }
    return new Expression.MapLiteral(pairs);
  }

  /** {@code operand} with the attributes, items and calls behind it. */
  Expression withPostfix(Expression operand) {
    Expression expression = operand;
    while (true) {
      if (tokens.takeOperator(".")) {
        expression = parseAttribute(expression);
      } else if (tokens.takeOperator("[")) {
        expression = new SubscriptParser(tokens, expressions).parse(expression);
      } else if (tokens.isOperator("(")) {
        expression = new Expression.Call(expression, arguments.parse());
      } else {
        return expression;
      }
    }
  }

  private Expression parseAttribute(Expression owner) {
    if (tokens.is(TokenType.LITERAL) && !(tokens.current().value() instanceof TextValue)) {
      return new Expression.Item(owner, new Expression.Constant(tokens.take().value()));
    }
    return new Expression.Attribute(owner, tokens.expectName());
  }

  /** {@code operand} with the filters, tests and calls behind it. */
  Expression withFilters(Expression operand) {
    Expression expression = operand;
    while (true) {
      if (tokens.takeOperator("|")) {
        expression = new Expression.Filtered(expression, parseFilter());
      } else if (tokens.takeName("is")) {
        expression = parseTest(expression);
      } else if (tokens.isOperator("(")) {
        expression = new Expression.Call(expression, arguments.parse());
      } else {
        return expression;
      }
    }
  }

  /** A filter's name and arguments. */
  Expression.Named parseFilter() {
    String name = dottedName();
    return new Expression.Named(name, tokens.isOperator("(") ? arguments.parse() : Arguments.NONE);
  }

  private String dottedName() {
    StringBuilder name = new StringBuilder(tokens.expectName());
    while (tokens.takeOperator(".")) {
      name.append('.').append(tokens.expectName());
    }
    return name.toString();
  }

  private Expression parseTest(Expression input) {
    boolean negated = tokens.takeName("not");
    String name = dottedName();
    Expression test = new Expression.Tested(input, new Expression.Named(name, testArguments()));
    return negated ? new Expression.Not(test) : test;
  }

  private Arguments testArguments() {
    if (tokens.isOperator("(")) {
      return arguments.parse();
    }
    if (!beginsTestArgument()) {
      return Arguments.NONE;
    }
    if (tokens.isName("is")) {
      throw tokens.error("tests cannot be chained with 'is'");
    }
    return ArgumentsParser.single(withPostfix(parsePrimary()));
  }

  private boolean beginsTestArgument() {
    return switch (tokens.current().type()) {
      case NAME -> !tokens.isOneOf(List.of("else", "or", "and"));
      case LITERAL -> true;
      case OPERATOR -> tokens.isOperator("[") || tokens.isOperator("{");
      default -> false;
    };
  }
}
