package dev.attune.data.template.builtin;

import dev.attune.data.template.value.BoundedText;
import dev.attune.data.template.value.CallArguments;
import dev.attune.data.template.value.IntValue;
import dev.attune.data.template.value.Markup;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.Value;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code "…{}…{name.field[0]}…".format(…)}. What stands after a colon in the braces is refused by
 * name: no chat template was seen that needs it.
 */
final class BraceFormat {
  private static final int MAX_DIGITS = 6;
  private static final Pattern NAME = Pattern.compile("[^.\\[]*");
  private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\[([^\\]]+)\\]");

  private final TextValue format;
  private final CallArguments arguments;
  private final PythonRules rules;
  private final BoundedText out;
  private int next;

  private BraceFormat(TextValue format, CallArguments arguments, PythonRules rules) {
    this.format = format;
    this.arguments = arguments;
    this.rules = rules;
    this.out = new BoundedText(rules.meter());
  }

  static TextValue apply(TextValue format, CallArguments arguments, PythonRules rules) {
    BraceFormat run = new BraceFormat(format, arguments, rules);
    run.write(format.text());
    return format.alike(run.out.toString());
  }

  private void write(String text) {
    int index = 0;
    while (index < text.length()) {
      char c = text.charAt(index);
      boolean isBrace = c == '{' || c == '}';
      if (isBrace && index + 1 < text.length() && text.charAt(index + 1) == c) {
        out.append(String.valueOf(c));
        index += 2;
      } else if (c == '{') {
        index = writeField(text, index + 1);
      } else if (c == '}') {
        throw TemplateException.value("Single '}' encountered in format string");
      } else {
        out.append(String.valueOf(c));
        index++;
      }
    }
  }

  private int writeField(String text, int start) {
    int end = text.indexOf('}', start);
    if (end < 0) {
      throw TemplateException.value("expected '}' before end of string");
    }
    String field = text.substring(start, end);
    boolean quoted = field.endsWith("!r");
    boolean converted = quoted || field.endsWith("!s");
    String path = converted ? field.substring(0, field.length() - 2) : field;
    if (path.indexOf(':') >= 0 || path.indexOf('!') >= 0 || path.indexOf('{') >= 0) {
      throw TemplateException.value(
          "The format {%s} is not supported here; write {} and format before".formatted(field));
    }
    Value value = follow(path);
    String shown = quoted ? rules.printer().repr(value) : rules.printer().text(value);
    boolean asItIs = !format.safe() || (value instanceof TextValue safe && safe.safe());
    out.append(asItIs ? shown : Markup.escape(shown, rules.meter()));
    return end + 1;
  }

  private Value follow(String path) {
    Matcher name = NAME.matcher(path);
    String first = name.lookingAt() ? name.group() : "";
    Value value = argument(first);
    Matcher step = STEP.matcher(path);
    int index = first.length();
    while (index < path.length()) {
      if (!step.find(index) || step.start() != index) {
        throw TemplateException.value("{%s} is no field of a format".formatted(path));
      }
      value =
          step.group(1) != null
              ? Attributes.attribute(value, step.group(1), rules)
              : Attributes.item(value, key(step.group(2)), rules);
      index = step.end();
    }
    return value;
  }

  private static Value key(String text) {
    return isNumber(text) ? IntValue.of(Integer.parseInt(text)) : TextValue.of(text);
  }

  private static boolean isNumber(String text) {
    return text.length() <= MAX_DIGITS
        && !text.isEmpty()
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private Value argument(String name) {
    if (name.isEmpty() || isNumber(name)) {
      int index = name.isEmpty() ? next++ : Integer.parseInt(name);
      if (index >= arguments.positional().size()) {
        throw TemplateException.value(
            "Replacement index %d out of range for positional args tuple".formatted(index));
      }
      return arguments.positional().get(index);
    }
    Value value = arguments.named().get(name);
    if (value == null) {
      throw TemplateException.value("'%s' is no argument of the format".formatted(name));
    }
    return value;
  }
}
