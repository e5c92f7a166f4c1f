package dev.attune.data.template.syntax;

import dev.attune.data.template.value.CodePoints;
import dev.attune.data.template.value.TextValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Cuts what stands inside one tag into tokens. */
final class CodeLexer {
  private static final String OPERATORS = "+-/*%~[](){}><=.:|,;";
  private static final List<String> LONG_OPERATORS = List.of("//", "**", "==", "!=", ">=", "<=");

  private final Source source;
  private final boolean isPrint;
  private final List<Token> tokens;
  private final Deque<String> open = new ArrayDeque<>();
  private final NumberLexer numbers;
  private int position;

  CodeLexer(Source source, boolean isPrint, List<Token> tokens) {
    this.source = source;
    this.isPrint = isPrint;
    this.tokens = tokens;
    this.numbers = new NumberLexer(source);
  }

  /** Reads from {@code start} and gives the index at which the end of the tag begins. */
  int lex(int start) {
    position = start;
    while (!isAtEnd()) {
      if (position >= source.length()) {
        throw source.error("The tag has no end", start);
      }
      lexOne();
    }
    return position;
  }

  private boolean isAtEnd() {
    if (!open.isEmpty()) {
      return false;
    }
    String end = isPrint ? "}}" : "%}";
    return source.has(end, position)
        || source.has("-" + end, position)
        || (!isPrint && source.has("+" + end, position));
  }

  private void lexOne() {
    char c = source.at(position);
    int codePoint = source.text().codePointAt(position);
    if (CodePoints.isSpace(c)) {
      position = source.skipSpace(position);
    } else if (c == '\'' || c == '"') {
      lexText(c);
    } else if (c >= '0' && c <= '9') {
      Token number = numbers.lex(position, follows("."));
      tokens.add(number);
      position += number.text().length();
    } else if (c == '_' || Character.isUnicodeIdentifierStart(codePoint)) {
      lexName();
    } else {
      lexOperator();
    }
  }

  private boolean follows(String operator) {
    return !tokens.isEmpty()
        && tokens.getLast().isOperator(operator)
        && source.has(operator, position - 1);
  }

  private void lexText(char quote) {
    int end = position + 1;
    while (end < source.length() && source.at(end) != quote) {
      end += source.at(end) == '\\' ? 2 : 1;
    }
    if (end >= source.length()) {
      throw source.error("A text between quotes has no end", position);
    }
    String raw = source.text().substring(position + 1, end);
    String text = Escapes.resolve(raw, reason -> source.error(reason, position));
    tokens.add(new Token(TokenType.LITERAL, quote + raw + quote, TextValue.of(text), line()));
    position = end + 1;
  }

  private void lexName() {
    int end = position;
    while (end < source.length() && isNamePart(source.text().codePointAt(end))) {
      end += Character.charCount(source.text().codePointAt(end));
    }
    tokens.add(Token.of(TokenType.NAME, source.text().substring(position, end), line()));
    position = end;
  }

  private static boolean isNamePart(int codePoint) {
    return Character.isUnicodeIdentifierPart(codePoint)
        && !Character.isIdentifierIgnorable(codePoint);
  }

  private void lexOperator() {
    String operator = operator();
    switch (operator) {
      case "{" -> open.push("}");
      case "(" -> open.push(")");
      case "[" -> open.push("]");
      case "}", ")", "]" -> close(operator);
      default -> {}
    }
    tokens.add(Token.of(TokenType.OPERATOR, operator, line()));
    position += operator.length();
  }

  private String operator() {
    for (String operator : LONG_OPERATORS) {
      if (source.has(operator, position)) {
        return operator;
      }
    }
    if (OPERATORS.indexOf(source.at(position)) < 0) {
      String found = CodePoints.of(source.text().codePointAt(position));
      throw source.error("Unexpected character '%s'".formatted(found), position);
    }
    return String.valueOf(source.at(position));
  }

  private void close(String bracket) {
    String expected = open.isEmpty() ? "" : open.pop();
    if (!expected.equals(bracket)) {
      String hint = expected.isEmpty() ? "" : ", expected '%s'".formatted(expected);
      throw source.error("Unexpected '%s'%s".formatted(bracket, hint), position);
    }
  }

  private int line() {
    return source.line(position);
  }
}
