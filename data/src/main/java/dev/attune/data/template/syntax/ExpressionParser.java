package dev.attune.data.template.syntax;

import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TemplateException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads expressions: the operators, from those that bind least to those that bind most. */
final class ExpressionParser {
  /** Deeper than any sane template, and far from the end of a thread's stack. */
  static final int MAX_NESTING = 100;

  private static final Set<String> SUMS = Set.of("+", "-");
  private static final Set<String> PRODUCTS = Set.of("*", "/", "//", "%");

  private final TokenStream tokens;
  private final OperandParser operands;
  private int nesting;

  ExpressionParser(TokenStream tokens, NameUse names) {
    this.tokens = tokens;
    this.operands = new OperandParser(tokens, this, names);
  }

  OperandParser operands() {
    return operands;
  }

  /** One expression, {@code a if b else c} included. */
  Expression parse() {
    enter();
    Expression expression = parseOr();
    while (tokens.takeName("if")) {
      Expression test = parseOr();
      Expression otherwise = tokens.takeName("else") ? parse() : null;
      expression = new Expression.Conditional(test, expression, otherwise);
    }
    nesting--;
    return expression;
  }

  /** One expression, or several with commas between them as a tuple. */
  Expression parseTuple() {
    return tupleOf(parseElements(this::parse, List.of()));
  }

  /** As {@link #parseTuple}, where an {@code if} behind it means something else. */
  Expression parseTupleBefore(String... ends) {
    return tupleOf(parseElements(this::parseOr, List.of(ends)));
  }

  /** What stands between parentheses. */
  Expression parseParenthesized() {
    if (tokens.isOperator(")")) {
      return new Expression.TupleLiteral(List.of());
    }
    return parseTuple();
  }

  private Expression tupleOf(Elements elements) {
    return elements.isTuple()
        ? new Expression.TupleLiteral(elements.items())
        : elements.items().getFirst();
  }

  private record Elements(List<Expression> items, boolean isTuple) {}

  @FunctionalInterface
  private interface Parsing {
    Expression parse();
  }

  private Elements parseElements(Parsing element, List<String> ends) {
    if (isElementsEnd(ends)) {
      throw tokens.error("expected an expression");
    }
    List<Expression> items = new ArrayList<>();
    items.add(element.parse());
    boolean isTuple = false;
    while (tokens.takeOperator(",")) {
      isTuple = true;
      if (isElementsEnd(ends)) {
        break;
      }
      items.add(element.parse());
    }
    return new Elements(items, isTuple);
  }

  private boolean isElementsEnd(List<String> ends) {
    return tokens.is(TokenType.PRINT_END)
        || tokens.is(TokenType.BLOCK_END)
        || tokens.isOperator(")")
        || tokens.isOneOf(ends);
  }

  private void enter() {
    if (++nesting > MAX_NESTING) {
      throw new TemplateException(
          Kind.LIMIT,
          "Expressions are nested more than %d deep.".formatted(MAX_NESTING),
          tokens.current().line());
    }
  }

  private Expression parseOr() {
    Expression left = parseAnd();
    while (tokens.takeName("or")) {
      left = new Expression.Or(left, parseAnd());
    }
    return left;
  }

  private Expression parseAnd() {
    Expression left = parseNot();
    while (tokens.takeName("and")) {
      left = new Expression.And(left, parseNot());
    }
    return left;
  }

  private Expression parseNot() {
    if (!tokens.takeName("not")) {
      return parseComparison();
    }
    enter();
    Expression operand = parseNot();
    nesting--;
    return new Expression.Not(operand);
  }

  private Expression parseComparison() {
    Expression first = parseSum();
    List<Expression.Link> links = new ArrayList<>();
    while (isRelation()) {
      links.add(new Expression.Link(takeRelation(), parseSum()));
    }
    return links.isEmpty() ? first : new Expression.Comparison(first, links);
  }

  private boolean isRelation() {
    Token token = tokens.current();
    return switch (token.type()) {
      case OPERATOR -> Set.of("==", "!=", "<", "<=", ">", ">=").contains(token.text());
      case NAME -> token.isName("in") || (token.isName("not") && tokens.following().isName("in"));
      default -> false;
    };
  }

  private Relation takeRelation() {
    Token token = tokens.take();
    if (token.isName("not")) {
      tokens.take();
      return Relation.NOT_IN;
    }
    for (Relation relation : Relation.values()) {
      if (relation.sign().equals(token.text())) {
        return relation;
      }
    }
    throw new IllegalStateException(token.text());
  }

  private boolean isOneOf(Set<String> signs) {
    return tokens.is(TokenType.OPERATOR) && signs.contains(tokens.current().text());
  }

  private Expression parseSum() {
    Expression left = parseConcatenation();
    while (isOneOf(SUMS)) {
      left = new Expression.Arithmetic(tokens.take().text(), left, parseConcatenation());
    }
    return left;
  }

  private Expression parseConcatenation() {
    Expression first = parseProduct();
    if (!tokens.isOperator("~")) {
      return first;
    }
    List<Expression> parts = new ArrayList<>(List.of(first));
    while (tokens.takeOperator("~")) {
      parts.add(parseProduct());
    }
    return new Expression.Concatenation(parts);
  }

  private Expression parseProduct() {
    Expression left = parsePower();
    while (isOneOf(PRODUCTS)) {
      left = new Expression.Arithmetic(tokens.take().text(), left, parsePower());
    }
    return left;
  }

  private Expression parsePower() {
    Expression left = parseUnary(true);
    while (tokens.takeOperator("**")) {
      left = new Expression.Arithmetic("**", left, parseUnary(true));
    }
    return left;
  }

  private Expression parseUnary(boolean withFilters) {
    enter();
    Expression operand = operands.withPostfix(parseSigned());
    nesting--;
    return withFilters ? operands.withFilters(operand) : operand;
  }

  private Expression parseSigned() {
    if (tokens.takeOperator("-")) {
      return new Expression.Negative(parseUnary(false));
    }
    if (tokens.takeOperator("+")) {
      return new Expression.Positive(parseUnary(false));
    }
    return operands.parsePrimary();
  }
}
