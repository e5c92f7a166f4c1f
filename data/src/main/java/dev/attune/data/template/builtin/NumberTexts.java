package dev.attune.data.template.builtin;

import dev.attune.data.template.value.FloatValue;
import dev.attune.data.template.value.IntValue;
import dev.attune.data.template.value.TemplateException;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reading numbers from texts, as Python's {@code int()} and {@code float()} do. */
final class NumberTexts {
  private static final int MAX_DIGITS = 4_000;
  private static final Pattern WHOLE =
      Pattern.compile("([+-]?)(?:0([xXoObB])_?)?([0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*)");
  private static final Pattern FLOATING =
      Pattern.compile(
          "[+-]?(?:\\d+(?:_\\d+)*\\.?(?:\\d+(?:_\\d+)*)?|\\.\\d+(?:_\\d+)*)"
              + "(?:[eE][+-]?\\d+(?:_\\d+)*)?");
  private static final Pattern SPECIAL =
      Pattern.compile("([+-]?)(?:(inf|infinity)|nan)", Pattern.CASE_INSENSITIVE);

  private NumberTexts() {}

  /** Empty when {@code text} is no whole number in {@code base}. */
  static Optional<IntValue> whole(String text, int base) {
    if (base != 0 && (base < Character.MIN_RADIX || base > Character.MAX_RADIX)) {
      throw TemplateException.value("int() base must be >= 2 and <= 36, or 0");
    }
    String stripped = Texts.strip(text, null);
    Matcher parts = WHOLE.matcher(stripped);
    if (stripped.length() > MAX_DIGITS || !parts.matches()) {
      return Optional.empty();
    }
    return parse(parts, base);
  }

  private static Optional<IntValue> parse(Matcher parts, int base) {
    String mark = parts.group(2) == null ? "" : parts.group(2).toLowerCase(Locale.ROOT);
    int marked =
        switch (mark) {
          case "x" -> 16;
          case "o" -> 8;
          case "b" -> 2;
          default -> base == 0 ? 10 : base;
        };
    boolean markIsDigits = !mark.isEmpty() && base != 0 && base != marked;
    String digits = (markIsDigits ? "0" + mark : "") + parts.group(3);
    try {
      BigInteger number =
          new BigInteger(parts.group(1) + digits.replace("_", ""), markIsDigits ? base : marked);
      return Optional.of(new IntValue(number));
    } catch (NumberFormatException notDigitsOfThisBase) {
      return Optional.empty();
    }
  }

  /** Empty when {@code text} is no number. */
  static Optional<FloatValue> floating(String text) {
    String stripped = Texts.strip(text, null);
    Matcher special = SPECIAL.matcher(stripped);
    if (special.matches()) {
      double sign = special.group(1).equals("-") ? -1 : 1;
      return Optional.of(
          new FloatValue(special.group(2) == null ? Double.NaN : sign * Double.POSITIVE_INFINITY));
    }
    return stripped.length() <= MAX_DIGITS && FLOATING.matcher(stripped).matches()
        ? Optional.of(new FloatValue(Double.parseDouble(stripped.replace("_", ""))))
        : Optional.empty();
  }
}
