package dev.attune.data.template.syntax;

import dev.attune.data.template.value.CodePoints;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into tokens. The rules for white space are those of jinja2 with {@code
 * trim_blocks} and {@code lstrip_blocks}: a block tag eats the line end behind it and the blanks
 * that begin its line, unless a {@code +} says no; a {@code -} eats all white space on its side.
 */
final class Lexer {
  private final Source source;
  private final List<Token> tokens = new ArrayList<>();
  private int position;
  private boolean atLineStart = true;

  private Lexer(Source source) {
    this.source = source;
  }

  static List<Token> lex(String template) {
    Lexer lexer = new Lexer(new Source(template));
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (position < source.length()) {
      int tag = nextTag(position);
      if (tag < 0) {
        addText(source.text().substring(position), position);
        position = source.length();
      } else {
        lexTag(tag);
        atLineStart = source.at(position - 1) == '\n';
      }
    }
    tokens.add(Token.of(TokenType.END, "", source.line(source.length())));
  }

  private int nextTag(int from) {
    int at = source.text().indexOf('{', from);
    while (at >= 0 && "{%#".indexOf(source.at(at + 1)) < 0) {
      at = source.text().indexOf('{', at + 1);
    }
    return at;
  }

  private void lexTag(int tag) {
    char kind = source.at(tag + 1);
    char sign = source.at(tag + 2);
    boolean signed = sign == '-' || sign == '+';
    String before = source.text().substring(position, tag);
    addText(trimmedBefore(before, signed ? sign : ' ', kind == '{', atLineStart), position);
    int body = tag + (signed ? 3 : 2);
    switch (kind) {
      case '#' -> skipComment(tag, body);
      case '{' -> lexCode(TokenType.PRINT_BEGIN, tag, body);
      default -> {
        int raw = rawBody(body);
        if (raw >= 0) {
          lexRaw(tag, raw);
        } else {
          lexCode(TokenType.BLOCK_BEGIN, tag, body);
        }
      }
    }
  }

  /** What is left of the text before a tag. */
  private static String trimmedBefore(String text, char sign, boolean isPrint, boolean startsLine) {
    if (sign == '-') {
      return CodePoints.trimEnd(text);
    }
    int lastLine = text.lastIndexOf('\n') + 1;
    boolean beginsItsLine = lastLine > 0 || startsLine;
    boolean keepsBlanks = sign == '+' || isPrint || !beginsItsLine;
    return !keepsBlanks && CodePoints.skipSpace(text, lastLine) == text.length()
        ? text.substring(0, lastLine)
        : text;
  }

  private void addText(String text, int at) {
    if (!text.isEmpty()) {
      tokens.add(Token.of(TokenType.DATA, text, source.line(at)));
    }
  }

  private void skipComment(int tag, int body) {
    int end = source.text().indexOf("#}", body);
    if (end < 0) {
      throw source.error("Missing end of comment tag", tag);
    }
    char sign = end > body ? source.at(end - 1) : ' ';
    position = behindBlockEnd(end + 2, sign);
  }

  private int behindBlockEnd(int index, char sign) {
    return switch (sign) {
      case '-' -> source.skipSpace(index);
      case '+' -> index;
      default -> source.skipLineEnd(index);
    };
  }

  /** Where the text of a {@code {% raw %}} begins, or -1 when this is no such tag. */
  private int rawBody(int body) {
    int word = source.skipSpace(body);
    if (!source.has("raw", word)) {
      return -1;
    }
    int end = source.skipSpace(word + 3);
    if (source.has("-%}", end)) {
      return source.skipSpace(end + 3);
    }
    return source.has("%}", end) ? end + 2 : -1;
  }

  private void lexRaw(int tag, int start) {
    boolean startsLine = source.at(start - 1) == '\n';
    int end = source.text().indexOf("{%", start);
    while (end >= 0) {
      char sign = source.at(end + 2);
      boolean signed = sign == '-' || sign == '+';
      int behind = behindEndRaw(source.skipSpace(end + (signed ? 3 : 2)));
      if (behind >= 0) {
        String text = source.text().substring(start, end);
        addText(trimmedBefore(text, signed ? sign : ' ', false, startsLine), start);
        position = behind;
        return;
      }
      end = source.text().indexOf("{%", end + 2);
    }
    throw source.error("Missing end of raw directive", tag);
  }

  private int behindEndRaw(int word) {
    if (!source.has("endraw", word)) {
      return -1;
    }
    int end = source.skipSpace(word + 6);
    char sign = source.at(end);
    boolean signed = sign == '-' || sign == '+';
    int close = signed ? end + 1 : end;
    return source.has("%}", close) ? behindBlockEnd(close + 2, sign) : -1;
  }

  private void lexCode(TokenType begin, int tag, int body) {
    boolean isPrint = begin == TokenType.PRINT_BEGIN;
    tokens.add(Token.of(begin, "", source.line(tag)));
    int end = new CodeLexer(source, isPrint, tokens).lex(body);
    tokens.add(Token.of(isPrint ? TokenType.PRINT_END : TokenType.BLOCK_END, "", source.line(end)));
    char sign = source.at(end);
    boolean signed = sign == '-' || sign == '+';
    int behind = end + (signed ? 3 : 2);
    // A print tag keeps the line end behind it.
    position = isPrint && sign != '-' ? behind : behindBlockEnd(behind, sign);
  }
}
