package dev.attune.data.template.builtin;

import static java.util.Map.entry;

import dev.attune.data.template.value.BoundArguments;
import dev.attune.data.template.value.CodePoints;
import dev.attune.data.template.value.ListValue;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.Signature;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.TupleValue;
import dev.attune.data.template.value.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods of texts that change, cut and join them. */
final class TextMethods {
  static final Map<String, Method<TextValue>> ALL =
      Map.ofEntries(
          entry("upper", Method.ofText("upper", Texts::upper)),
          entry("lower", Method.ofText("lower", Texts::lower)),
          entry("casefold", Method.ofText("casefold", TextMethods::casefold)),
          entry("title", Method.ofText("title", TextMethods::title)),
          entry("capitalize", Method.ofText("capitalize", Texts::capitalize)),
          entry("swapcase", Method.ofText("swapcase", TextMethods::swapCase)),
          entry("strip", stripping("strip", Texts::strip)),
          entry("lstrip", stripping("lstrip", Texts::stripStart)),
          entry("rstrip", stripping("rstrip", Texts::stripEnd)),
          entry("replace", Method.of(replaceSignature(), TextMethods::replace)),
          entry("split", Method.of(splitSignature("split"), TextMethods::split)),
          entry("rsplit", Method.of(splitSignature("rsplit"), TextMethods::splitFromEnd)),
          entry("splitlines", Method.of(linesSignature(), TextMethods::lines)),
          entry("partition", Method.of(oneText("partition"), TextMethods::partition)),
          entry("rpartition", Method.of(oneText("rpartition"), TextMethods::partitionFromEnd)),
          entry("removeprefix", Method.of(oneText("removeprefix"), TextMethods::removePrefix)),
          entry("removesuffix", Method.of(oneText("removesuffix"), TextMethods::removeSuffix)),
          entry("join", Method.of(Signature.positional("join", 1, "iterable"), TextMethods::join)),
          entry("center", Method.of(padSignature("center"), TextMethods::center)),
          entry("ljust", Method.of(padSignature("ljust"), TextMethods::padEnd)),
          entry("rjust", Method.of(padSignature("rjust"), TextMethods::padStart)),
          entry(
              "zfill",
              Method.of(Signature.positional("zfill", 1, "width"), TextMethods::zeroFill)));

  private TextMethods() {}

  private static Signature oneText(String name) {
    return Signature.positional(name, 1, "text");
  }

  private static Signature replaceSignature() {
    return Signature.positional("replace", 2, "old", "new", "count");
  }

  private static Signature splitSignature(String name) {
    return Signature.of(name, 0, "sep", "maxsplit");
  }

  private static Signature linesSignature() {
    return Signature.of("splitlines", 0, "keepends");
  }

  private static Signature padSignature(String name) {
    return Signature.positional(name, 1, "width", "fillchar");
  }

  /** Takes characters away from the ends of a text. */
  @FunctionalInterface
  private interface Stripping {
    String strip(String text, @Nullable String unwanted);
  }

  private static Method<TextValue> stripping(String name, Stripping stripping) {
    return Method.of(
        Signature.positional(name, 0, "chars"),
        (text, arguments, _) -> {
          Value unwanted = arguments.findUnlessNone(0);
          return text.alike(
              stripping.strip(text.text(), unwanted == null ? null : arguments.text(0).text()));
        });
  }

  private static String casefold(String text) {
    return Texts.lower(text).replace("ß", "ss").replace('ς', 'σ');
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    boolean insideWord = false;
    for (int c : text.codePoints().toArray()) {
      out.append(insideWord ? Texts.lower(CodePoints.of(c)) : Texts.titleCase(c));
      insideWord = TextChecks.isCased(c);
    }
    return out.toString();
  }

  private static String swapCase(String text) {
    StringBuilder out = new StringBuilder();
    for (int c : text.codePoints().toArray()) {
      out.append(
          Character.isUpperCase(c) ? Texts.lower(CodePoints.of(c)) : Texts.upper(CodePoints.of(c)));
    }
    return out.toString();
  }

  private static Value replace(TextValue text, BoundArguments arguments, PythonRules rules) {
    Texts.Replacement replacement =
        new Texts.Replacement(
            arguments.text(0).text(), arguments.text(1).text(), arguments.integer(2, -1));
    return text.alike(Texts.replace(text.text(), replacement, rules.meter()));
  }

  private static Splitting splitting(BoundArguments arguments) {
    Value separator = arguments.findUnlessNone(0);
    return new Splitting(
        separator == null ? null : arguments.text(0).text(), arguments.integer(1, -1));
  }

  private static Value split(TextValue text, BoundArguments arguments, PythonRules rules) {
    return list(text, splitting(arguments).fromStart(text.text()), rules);
  }

  private static Value splitFromEnd(TextValue text, BoundArguments arguments, PythonRules rules) {
    return list(text, splitting(arguments).fromEnd(text.text()), rules);
  }

  private static Value lines(TextValue text, BoundArguments arguments, PythonRules rules) {
    return list(text, Texts.lines(text.text(), arguments.truth(0, false)), rules);
  }

  private static Value list(TextValue like, List<String> parts, PythonRules rules) {
    rules.meter().items(parts.size());
    return new ListValue(parts.stream().<Value>map(like::alike).toList());
  }

  private static Value partition(TextValue text, BoundArguments arguments, PythonRules rules) {
    String cut = separator(arguments);
    int at = text.text().indexOf(cut);
    return at < 0 ? triple(text, text.text(), "", "") : cutAt(text, at, cut);
  }

  private static Value partitionFromEnd(
      TextValue text, BoundArguments arguments, PythonRules rules) {
    String cut = separator(arguments);
    int at = text.text().lastIndexOf(cut);
    return at < 0 ? triple(text, "", "", text.text()) : cutAt(text, at, cut);
  }

  private static String separator(BoundArguments arguments) {
    String separator = arguments.text(0).text();
    if (separator.isEmpty()) {
      throw TemplateException.value("empty separator");
    }
    return separator;
  }

  private static Value cutAt(TextValue text, int at, String cut) {
    String whole = text.text();
    return triple(text, whole.substring(0, at), cut, whole.substring(at + cut.length()));
  }

  private static Value triple(TextValue like, String before, String cut, String after) {
    return TupleValue.of(like.alike(before), like.alike(cut), like.alike(after));
  }

  private static Value removePrefix(TextValue text, BoundArguments arguments, PythonRules rules) {
    String prefix = arguments.text(0).text();
    return text.text().startsWith(prefix)
        ? text.alike(text.text().substring(prefix.length()))
        : text;
  }

  private static Value removeSuffix(TextValue text, BoundArguments arguments, PythonRules rules) {
    String suffix = arguments.text(0).text();
    return text.text().endsWith(suffix)
        ? text.alike(text.text().substring(0, text.text().length() - suffix.length()))
        : text;
  }

  private static Value join(TextValue separator, BoundArguments arguments, PythonRules rules) {
    return Joining.join(separator, rules.iteration().items(arguments.get(0)), rules.meter());
  }

  private static Value center(TextValue text, BoundArguments arguments, PythonRules rules) {
    return text.alike(
        Texts.centered(text.text(), arguments.integer(0, 0), fill(arguments), rules.meter()));
  }

  private static Value padEnd(TextValue text, BoundArguments arguments, PythonRules rules) {
    int missing = missing(text, arguments);
    return text.alike(Texts.padded(text.text(), 0, missing, fill(arguments), rules.meter()));
  }

  private static Value padStart(TextValue text, BoundArguments arguments, PythonRules rules) {
    int missing = missing(text, arguments);
    return text.alike(Texts.padded(text.text(), missing, 0, fill(arguments), rules.meter()));
  }

  private static Value zeroFill(TextValue text, BoundArguments arguments, PythonRules rules) {
    int sign = text.text().startsWith("-") || text.text().startsWith("+") ? 1 : 0;
    String digits = text.text().substring(sign);
    String filled = Texts.padded(digits, missing(text, arguments), 0, "0", rules.meter());
    return text.alike(text.text().substring(0, sign) + filled);
  }

  private static int missing(TextValue text, BoundArguments arguments) {
    return Math.max(0, arguments.integer(0, 0) - CodePoints.count(text.text()));
  }

  private static String fill(BoundArguments arguments) {
    String fill = arguments.text(1, " ");
    if (CodePoints.count(fill) != 1) {
      throw TemplateException.type("The fill character must be exactly one character long");
    }
    return fill;
  }
}
