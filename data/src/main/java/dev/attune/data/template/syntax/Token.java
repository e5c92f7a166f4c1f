package dev.attune.data.template.syntax;

import dev.attune.data.template.value.NoneValue;
import dev.attune.data.template.value.Value;

/**
 * A piece of a template.
 *
 * @param text as written, or the name of an operator
 * @param value of a literal; nothing otherwise
 */
record Token(TokenType type, String text, Value value, int line) {
  static Token of(TokenType type, String text, int line) {
    return new Token(type, text, NoneValue.NONE, line);
  }

  boolean isOperator(String sign) {
    return type == TokenType.OPERATOR && text.equals(sign);
  }

  boolean isName(String name) {
    return type == TokenType.NAME && text.equals(name);
  }

  /** For error messages. */
  String description() {
    return switch (type) {
      case NAME, OPERATOR -> "'" + text + "'";
      case LITERAL -> "the literal " + text;
      case DATA, PRINT_BEGIN, PRINT_END, BLOCK_BEGIN, BLOCK_END, END -> type.description();
    };
  }
}
