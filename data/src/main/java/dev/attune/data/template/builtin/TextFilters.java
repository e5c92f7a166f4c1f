package dev.attune.data.template.builtin;

import static java.util.Map.entry;

import dev.attune.data.template.value.BoundArguments;
import dev.attune.data.template.value.BoundedText;
import dev.attune.data.template.value.CallArguments;
import dev.attune.data.template.value.CodePoints;
import dev.attune.data.template.value.IntValue;
import dev.attune.data.template.value.IntegralValue;
import dev.attune.data.template.value.JsonText;
import dev.attune.data.template.value.MapValue;
import dev.attune.data.template.value.Markup;
import dev.attune.data.template.value.NoneValue;
import dev.attune.data.template.value.PercentFormat;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.SequenceValue;
import dev.attune.data.template.value.Signature;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.TupleValue;
import dev.attune.data.template.value.UndefinedValue;
import dev.attune.data.template.value.Value;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Filters that give a text. */
final class TextFilters {
  private static final int LEEWAY = 5;

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          entry("upper", changing("upper", Texts::upper)),
          entry("lower", changing("lower", Texts::lower)),
          entry("capitalize", changing("capitalize", Texts::capitalize)),
          entry("title", changing("title", TextFilters::title)),
          entry("string", changing("string", text -> text)),
          entry("trim", Filter.of(Signature.of("trim", 0, "chars"), TextFilters::trim)),
          entry(
              "replace",
              Filter.of(Signature.of("replace", 2, "old", "new", "count"), TextFilters::replace)),
          entry("join", Filter.of(Signature.of("join", 0, "d", "attribute"), TextFilters::join)),
          entry(
              "indent",
              Filter.of(Signature.of("indent", 0, "width", "first", "blank"), TextFilters::indent)),
          entry("center", Filter.of(Signature.of("center", 0, "width"), TextFilters::center)),
          entry(
              "truncate",
              Filter.of(
                  Signature.of("truncate", 0, "length", "killwords", "end", "leeway"),
                  TextFilters::truncate)),
          entry("wordcount", Filter.plain("wordcount", TextFilters::countWords)),
          entry("safe", Filter.plain("safe", TextFilters::safe)),
          entry("escape", Filter.plain("escape", TextFilters::escape)),
          entry("e", Filter.plain("e", TextFilters::escape)),
          entry("forceescape", Filter.plain("forceescape", TextFilters::forceEscape)),
          entry("format", TextFilters::format),
          entry(
              "tojson",
              Filter.of(
                  Signature.of("tojson", 0, "ensure_ascii", "indent", "separators", "sort_keys"),
                  TextFilters::toJson)));

  private TextFilters() {}

  private static Filter changing(String name, UnaryOperator<String> change) {
    return Filter.plain(
        name,
        (input, rules) -> {
          TextValue text = soft(input, rules);
          return text.alike(change.apply(text.text()));
        });
  }

  /** {@code input} itself when it is a text, otherwise what it prints as. */
  private static TextValue soft(Value input, PythonRules rules) {
    return input instanceof TextValue text ? text : TextValue.of(rules.printer().text(input));
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    boolean startsWord = true;
    boolean wasSeparator = false;
    for (int c : text.codePoints().toArray()) {
      boolean separates = CodePoints.isSpace(c) || "-({[<".indexOf(c) >= 0;
      boolean first = startsWord || separates != wasSeparator;
      String one = CodePoints.of(c);
      out.append(first ? Texts.upper(one) : Texts.lower(one));
      startsWord = false;
      wasSeparator = separates;
    }
    return out.toString();
  }

  private static Value trim(Value input, BoundArguments arguments, PythonRules rules) {
    TextValue text = soft(input, rules);
    boolean blanks = arguments.findUnlessNone(0) == null;
    return text.alike(Texts.strip(text.text(), blanks ? null : arguments.text(0).text()));
  }

  private static Value replace(Value input, BoundArguments arguments, PythonRules rules) {
    boolean all = arguments.findUnlessNone(2) == null;
    Texts.Replacement replacement =
        new Texts.Replacement(
            rules.printer().text(arguments.get(0)),
            rules.printer().text(arguments.get(1)),
            all ? -1 : arguments.integer(2, -1));
    String text = rules.printer().text(input);
    return TextValue.of(Texts.replace(text, replacement, rules.meter()));
  }

  private static Value join(Value input, BoundArguments arguments, PythonRules rules) {
    AttributePath path = AttributePath.of(arguments.find(1));
    String separator = rules.printer().text(arguments.get(0, TextValue.EMPTY));
    BoundedText out = new BoundedText(rules.meter());
    String between = "";
    for (Value item : rules.iteration().items(input)) {
      out.append(between).append(rules.printer().text(path.follow(item, rules)));
      between = separator;
    }
    return TextValue.of(out.toString());
  }

  private static Value indent(Value input, BoundArguments arguments, PythonRules rules) {
    Value withEnd = rules.arithmetic().apply("+", input, TextValue.of("\n"));
    TextValue text = soft(withEnd, rules);
    String margin = margin(arguments.get(0, IntValue.of(4)), rules);
    boolean first = arguments.truth(1, false);
    boolean blank = arguments.truth(2, false);
    BoundedText out = new BoundedText(rules.meter()).append(first ? margin : "");
    List<String> lines = Texts.lines(text.text(), false);
    for (int i = 0; i < lines.size(); i++) {
      boolean moved = i > 0 && (blank || !lines.get(i).isEmpty());
      out.append(i == 0 ? "" : "\n").append(moved ? margin : "").append(lines.get(i));
    }
    return text.alike(out.toString());
  }

  private static String margin(Value width, PythonRules rules) {
    return switch (width) {
      case TextValue text -> text.text();
      case IntegralValue number ->
          new BoundedText(rules.meter()).repeat(" ", number.clamped()).toString();
      case UndefinedValue undefined -> throw undefined.failure();
      case Value other ->
          throw TemplateException.type(
              "indent() width must be str or int, not %s".formatted(other.typeName()));
    };
  }

  private static Value center(Value input, BoundArguments arguments, PythonRules rules) {
    TextValue text = soft(input, rules);
    return text.alike(Texts.centered(text.text(), arguments.integer(0, 80), " ", rules.meter()));
  }

  private static Value truncate(Value input, BoundArguments arguments, PythonRules rules) {
    int length = arguments.integer(0, 255);
    String end = arguments.text(2, "...");
    int leeway = arguments.findUnlessNone(3) == null ? LEEWAY : arguments.integer(3, LEEWAY);
    int room = length - CodePoints.count(end);
    if (room < 0 || leeway < 0) {
      throw TemplateException.value("truncate() has no room for its end");
    }
    if (SequenceFilters.size(input) <= (long) length + leeway) {
      return input;
    }
    if (!(input instanceof TextValue text)) {
      throw TemplateException.type("truncate() needs a text, not " + input.typeName());
    }
    String cut = CodePoints.between(text.text(), 0, room);
    String kept = arguments.truth(1, false) ? cut : withoutLastWord(cut);
    return rules.arithmetic().apply("+", text.alike(kept), TextValue.of(end));
  }

  private static String withoutLastWord(String text) {
    int blank = text.lastIndexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }

  private static Value countWords(Value input, PythonRules rules) {
    long words = 0;
    boolean inside = false;
    for (int c : soft(input, rules).text().codePoints().toArray()) {
      boolean isPart = Character.isLetterOrDigit(c) || c == '_';
      words += isPart && !inside ? 1 : 0;
      inside = isPart;
    }
    return IntValue.of(words);
  }

  private static Value safe(Value input, PythonRules rules) {
    return TextValue.safe(rules.printer().text(input));
  }

  private static Value escape(Value input, PythonRules rules) {
    return TextValue.safe(Markup.escape(soft(input, rules), rules.meter()));
  }

  private static Value forceEscape(Value input, PythonRules rules) {
    return TextValue.safe(Markup.escape(rules.printer().text(input), rules.meter()));
  }

  private static Value format(Value input, CallArguments arguments, PythonRules rules) {
    if (!arguments.positional().isEmpty() && !arguments.named().isEmpty()) {
      throw TemplateException.value(
          "can't handle positional and keyword arguments at the same time");
    }
    MapValue.Builder named = MapValue.builder();
    arguments.named().forEach(named::put);
    Value values =
        arguments.named().isEmpty() ? new TupleValue(arguments.positional()) : named.build();
    return new PercentFormat(soft(input, rules), rules.meter()).apply(values);
  }

  private static Value toJson(Value input, BoundArguments arguments, PythonRules rules) {
    String indent = arguments.findUnlessNone(1) == null ? null : margin(arguments.get(1), rules);
    Value separators = arguments.get(2);
    JsonText.Style style =
        new JsonText.Style(
            arguments.truth(0, false),
            indent,
            separator(separators, 0, indent == null ? ", " : ","),
            separator(separators, 1, ": "),
            arguments.truth(3, false));
    return TextValue.of(JsonText.of(input, style, rules.meter()));
  }

  private static String separator(Value separators, int index, String otherwise) {
    if (separators instanceof NoneValue) {
      return otherwise;
    }
    if (separators instanceof SequenceValue pair
        && pair.items().size() == 2
        && pair.items().get(index) instanceof TextValue separator) {
      return separator.text();
    }
    throw TemplateException.type("tojson() separators must be a pair of texts");
  }
}
