package dev.attune.data.template.syntax;

import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TemplateException.Kind;
import java.util.List;

/** The tokens of a template, read one after the other. */
final class TokenStream {
  private final List<Token> tokens;
  private int position;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(position);
  }

  Token following() {
    return tokens.get(Math.min(position + 1, tokens.size() - 1));
  }

  boolean is(TokenType type) {
    return current().type() == type;
  }

  boolean isOperator(String sign) {
    return current().isOperator(sign);
  }

  boolean isName(String name) {
    return current().isName(name);
  }

  boolean isOneOf(List<String> names) {
    return is(TokenType.NAME) && names.contains(current().text());
  }

  /** The current token; the next one becomes current. */
  Token take() {
    Token token = current();
    position = Math.min(position + 1, tokens.size() - 1);
    return token;
  }

  /** The token taken last. */
  Token previous() {
    return tokens.get(position - 1);
  }

  boolean takeOperator(String sign) {
    boolean found = isOperator(sign);
    if (found) {
      take();
    }
    return found;
  }

  boolean takeName(String name) {
    boolean found = isName(name);
    if (found) {
      take();
    }
    return found;
  }

  Token expect(TokenType type) {
    if (!is(type)) {
      throw error("expected %s".formatted(Token.of(type, "…", 0).description()));
    }
    return take();
  }

  String expectName() {
    if (!is(TokenType.NAME)) {
      throw error("expected a name");
    }
    return take().text();
  }

  void expectName(String name) {
    if (!takeName(name)) {
      throw error("expected '%s'".formatted(name));
    }
  }

  void expectOperator(String sign) {
    if (!takeOperator(sign)) {
      throw error("expected '%s'".formatted(sign));
    }
  }

  /** {@code reason}, and what stands there instead. */
  TemplateException error(String reason) {
    return new TemplateException(
        Kind.SYNTAX, "%s, got %s".formatted(reason, current().description()), current().line());
  }
}
