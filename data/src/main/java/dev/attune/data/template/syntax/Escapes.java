package dev.attune.data.template.syntax;

import dev.attune.data.template.value.TemplateException;
import java.util.function.Function;

/** The escapes of a text between quotes, resolved as Python resolves them. */
final class Escapes {
  private final String raw;
  private final Function<String, TemplateException> error;
  private final StringBuilder text = new StringBuilder();
  private int position;

  private Escapes(String raw, Function<String, TemplateException> error) {
    this.raw = raw;
    this.error = error;
  }

  static String resolve(String raw, Function<String, TemplateException> error) {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    Escapes escapes = new Escapes(raw, error);
    while (escapes.position < raw.length()) {
      escapes.readOne();
    }
    return escapes.text.toString();
  }

  private void readOne() {
    char c = raw.charAt(position++);
    if (c == '\\') {
      readEscape(raw.charAt(position));
    } else {
      text.append(c);
    }
  }

  private void readEscape(char letter) {
    position++;
    switch (letter) {
      case '\n' -> {}
      case '\\', '\'', '"' -> text.append(letter);
      case 'n' -> text.append('\n');
      case 't' -> text.append('\t');
      case 'r' -> text.append('\r');
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'a' -> text.append('\u0007');
      case 'v' -> text.append('\u000b');
      case 'x' -> readHex(2);
      case 'u' -> readHex(4);
      case 'U' -> readHex(8);
      case 'N' -> readNamed();
      case '0', '1', '2', '3', '4', '5', '6', '7' -> readOctal();
      default -> text.append('\\').append(letter);
    }
  }

  private void readHex(int digits) {
    int end = position + digits;
    try {
      text.appendCodePoint(Integer.parseInt(raw, position, end, 16));
      position = end;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw error.apply("An escape needs %d hexadecimal digits".formatted(digits));
    }
  }

  private void readNamed() {
    int end = raw.indexOf('}', position);
    try {
      text.appendCodePoint(Character.codePointOf(raw.substring(position + 1, end)));
      position = end + 1;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw error.apply("An escape names no character");
    }
  }

  private void readOctal() {
    int end = position;
    while (end < raw.length() && end < position + 2 && isOctal(raw.charAt(end))) {
      end++;
    }
    text.append((char) Integer.parseInt(raw, position - 1, end, 8));
    position = end;
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }
}
