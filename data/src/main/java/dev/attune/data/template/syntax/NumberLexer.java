package dev.attune.data.template.syntax;

import dev.attune.data.template.value.FloatValue;
import dev.attune.data.template.value.IntValue;
import dev.attune.data.template.value.Value;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a number of a template. */
final class NumberLexer {
  private static final int MAX_DIGITS = 4_000;
  private static final Pattern FLOATING =
      Pattern.compile("%1$s(?:(?:\\.%1$s)?[eE][+-]?%1$s|\\.%1$s)".formatted("(?:\\d+_)*\\d+"));
  private static final Pattern WHOLE =
      Pattern.compile(
          "0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\\da-fA-F])+|[1-9](?:_?\\d)*|0(?:_?0)*");

  private final Source source;

  NumberLexer(Source source) {
    this.source = source;
  }

  /** The number that begins at {@code start}; behind a dot it is a position and has no fraction. */
  Token lex(int start, boolean behindDot) {
    int end = digitsEnd(start);
    if (end - start > MAX_DIGITS) {
      throw source.error("A number has more than %d digits".formatted(MAX_DIGITS), start);
    }
    Matcher floating = FLOATING.matcher(source.text()).region(start, end);
    if (!behindDot && floating.lookingAt()) {
      String digits = floating.group();
      return token(digits, new FloatValue(Double.parseDouble(plain(digits))), start);
    }
    Matcher whole = WHOLE.matcher(source.text()).region(start, end);
    if (!whole.lookingAt()) {
      throw source.error("A number cannot be read", start);
    }
    return token(whole.group(), whole(plain(whole.group())), start);
  }

  /** Behind everything that could belong to a number. */
  private int digitsEnd(int start) {
    int end = start;
    while (end < source.length() && isNumberPart(end)) {
      end++;
    }
    return end;
  }

  private boolean isNumberPart(int index) {
    char c = source.at(index);
    boolean isSign = c == '+' || c == '-';
    return isSign
        ? "eE".indexOf(source.at(index - 1)) >= 0
        : Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }

  private static String plain(String digits) {
    return digits.replace("_", "");
  }

  private static Value whole(String digits) {
    if (digits.length() < 2 || Character.isDigit(digits.charAt(1))) {
      return new IntValue(new BigInteger(digits));
    }
    int base =
        switch (digits.substring(1, 2).toLowerCase(Locale.ROOT)) {
          case "x" -> 16;
          case "o" -> 8;
          default -> 2;
        };
    return new IntValue(new BigInteger(digits.substring(2), base));
  }

  private Token token(String text, Value value, int start) {
    return new Token(TokenType.LITERAL, text, value, source.line(start));
  }
}
