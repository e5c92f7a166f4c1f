package dev.attune.data.template.builtin;

import static java.util.Map.entry;

import dev.attune.data.template.value.BoolValue;
import dev.attune.data.template.value.BoundArguments;
import dev.attune.data.template.value.CodePoints;
import dev.attune.data.template.value.IntValue;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.Signature;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.TupleValue;
import dev.attune.data.template.value.Value;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** The methods of texts that look for something and say what they found. */
final class TextChecks {
  static final Map<String, Method<TextValue>> ALL =
      Map.ofEntries(
          entry("startswith", affix("startswith", String::startsWith)),
          entry("endswith", affix("endswith", String::endsWith)),
          entry("find", Method.of(searchSignature("find"), TextChecks::find)),
          entry("rfind", Method.of(searchSignature("rfind"), TextChecks::findLast)),
          entry("index", Method.of(searchSignature("index"), TextChecks::index)),
          entry("rindex", Method.of(searchSignature("rindex"), TextChecks::lastIndex)),
          entry("count", Method.of(searchSignature("count"), TextChecks::count)),
          entry("isalpha", every("isalpha", Character::isLetter)),
          entry("isalnum", every("isalnum", c -> Character.isLetter(c) || isNumeric(c))),
          entry("isdecimal", every("isdecimal", Character::isDigit)),
          entry("isdigit", every("isdigit", TextChecks::isDigit)),
          entry("isnumeric", every("isnumeric", TextChecks::isNumeric)),
          entry("isspace", every("isspace", CodePoints::isSpace)),
          entry("isascii", check("isascii", text -> text.chars().allMatch(c -> c < 0x80))),
          entry("islower", check("islower", TextChecks::isLower)),
          entry("isupper", check("isupper", TextChecks::isUpper)));

  private static final String HIGH_OR_LOW_DIGITS = "²³¹⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉";

  private TextChecks() {}

  private static Signature searchSignature(String name) {
    return Signature.positional(name, 1, "sub", "start", "end");
  }

  private static Method<TextValue> check(String name, Predicate<String> holds) {
    return Method.of(
        Signature.positional(name, 0), (text, _, _) -> BoolValue.of(holds.test(text.text())));
  }

  private static Method<TextValue> every(String name, IntPredicate holds) {
    return check(name, text -> !text.isEmpty() && text.codePoints().allMatch(holds));
  }

  static boolean isCased(int c) {
    return Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
  }

  static boolean isLower(String text) {
    return text.codePoints().anyMatch(Character::isLowerCase)
        && text.codePoints().noneMatch(c -> isCased(c) && !Character.isLowerCase(c));
  }

  static boolean isUpper(String text) {
    return text.codePoints().anyMatch(Character::isUpperCase)
        && text.codePoints().noneMatch(c -> isCased(c) && !Character.isUpperCase(c));
  }

  /** Digits, and those set high or low. */
  private static boolean isDigit(int c) {
    return Character.isDigit(c) || HIGH_OR_LOW_DIGITS.indexOf(c) >= 0;
  }

  private static boolean isNumeric(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  private static Method<TextValue> affix(String name, BiPredicate<String, String> holds) {
    return Method.of(
        Signature.positional(name, 1, "affix", "start", "end"),
        (text, arguments, rules) -> {
          String part = part(text, arguments, rules);
          return BoolValue.of(hasAffix(part, arguments, holds));
        });
  }

  private static boolean hasAffix(
      String part, BoundArguments arguments, BiPredicate<String, String> holds) {
    if (!(arguments.get(0) instanceof TupleValue affixes)) {
      return holds.test(part, arguments.text(0).text());
    }
    for (Value affix : affixes.items()) {
      if (!(affix instanceof TextValue text)) {
        throw TemplateException.type("tuple for startswith must only contain str");
      }
      if (holds.test(part, text.text())) {
        return true;
      }
    }
    return false;
  }

  /** The part of the text between the arguments {@code start} and {@code end}. */
  private static String part(TextValue text, BoundArguments arguments, PythonRules rules) {
    boolean whole = arguments.find(1) == null && arguments.find(2) == null;
    return whole
        ? text.text()
        : rules
            .printer()
            .text(rules.positions().slice(text, arguments.find(1), arguments.find(2), null));
  }

  private static Value find(TextValue text, BoundArguments arguments, PythonRules rules) {
    String part = part(text, arguments, rules);
    return position(text, part, part.indexOf(arguments.text(0).text()), arguments);
  }

  private static Value findLast(TextValue text, BoundArguments arguments, PythonRules rules) {
    String part = part(text, arguments, rules);
    return position(text, part, part.lastIndexOf(arguments.text(0).text()), arguments);
  }

  private static Value index(TextValue text, BoundArguments arguments, PythonRules rules) {
    return found(find(text, arguments, rules));
  }

  private static Value lastIndex(TextValue text, BoundArguments arguments, PythonRules rules) {
    return found(findLast(text, arguments, rules));
  }

  private static Value found(Value position) {
    if (position.equals(IntValue.of(-1))) {
      throw TemplateException.value("substring not found");
    }
    return position;
  }

  private static Value position(TextValue text, String part, int at, BoundArguments arguments) {
    if (at < 0) {
      return IntValue.of(-1);
    }
    int size = CodePoints.count(text.text());
    int start = arguments.findUnlessNone(1) == null ? 0 : arguments.integer(1, 0);
    int skipped = start < 0 ? Math.max(0, start + size) : Math.min(start, size);
    return IntValue.of((long) skipped + part.codePointCount(0, at));
  }

  private static Value count(TextValue text, BoundArguments arguments, PythonRules rules) {
    String part = part(text, arguments, rules);
    String wanted = arguments.text(0).text();
    if (wanted.isEmpty()) {
      return IntValue.of(CodePoints.count(part) + 1L);
    }
    long count = 0;
    for (int at = part.indexOf(wanted); at >= 0; at = part.indexOf(wanted, at + wanted.length())) {
      count++;
    }
    return IntValue.of(count);
  }
}
