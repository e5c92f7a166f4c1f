package dev.attune.data.template.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads what a value is assigned to. */
final class TargetParser {
  private static final int MAX_NESTING = 20;

  private final TokenStream tokens;
  private int nesting;

  TargetParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  /**
   * One target, or several with commas between them.
   *
   * @param withFields whether {@code namespace.field} is one
   * @param ends names behind the last comma that end the list
   */
  Target parse(boolean withFields, String... ends) {
    if (++nesting > MAX_NESTING) {
      throw tokens.error("targets are nested more than %d deep".formatted(MAX_NESTING));
    }
    Target first = parseOne(withFields);
    Target target = tokens.isOperator(",") ? parseSeveral(first, withFields, ends) : first;
    nesting--;
    return target;
  }

  private Target parseSeveral(Target first, boolean withFields, String... ends) {
    List<Target> targets = new ArrayList<>(List.of(first));
    while (tokens.takeOperator(",") && !isEnd(List.of(ends))) {
      targets.add(parseOne(withFields));
    }
    return new Target.Several(targets);
  }

  private boolean isEnd(List<String> ends) {
    return tokens.is(TokenType.BLOCK_END)
        || tokens.isOperator(")")
        || tokens.isOperator("=")
        || tokens.isOneOf(ends);
  }

  private Target parseOne(boolean withFields) {
    if (tokens.takeOperator("(")) {
      Target inside = parse(withFields);
      tokens.expectOperator(")");
      return inside;
    }
    if (OperandParser.constant(tokens.current().text()) != null) {
      throw tokens.error("expected a name to assign to");
    }
    String name = tokens.expectName();
    return withFields && tokens.takeOperator(".")
        ? new Target.Field(name, tokens.expectName())
        : new Target.Variable(name);
  }
}
