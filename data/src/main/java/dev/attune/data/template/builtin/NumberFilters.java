package dev.attune.data.template.builtin;

import static java.util.Map.entry;

import dev.attune.data.template.value.BoundArguments;
import dev.attune.data.template.value.FloatValue;
import dev.attune.data.template.value.IntValue;
import dev.attune.data.template.value.IntegralValue;
import dev.attune.data.template.value.NumberValue;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.Signature;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.UndefinedValue;
import dev.attune.data.template.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/** Filters that give a number. */
final class NumberFilters {
  private static final int MAX_PRECISION = 300;

  static final Map<String, Filter> ALL =
      Map.ofEntries(
          entry("abs", Filter.plain("abs", NumberFilters::abs)),
          entry("int", Filter.of(Signature.of("int", 0, "default", "base"), NumberFilters::toInt)),
          entry("float", Filter.of(Signature.of("float", 0, "default"), NumberFilters::toFloat)),
          entry(
              "round",
              Filter.of(Signature.of("round", 0, "precision", "method"), NumberFilters::round)),
          entry(
              "sum", Filter.of(Signature.of("sum", 0, "attribute", "start"), NumberFilters::sum)));

  private NumberFilters() {}

  private static Value abs(Value input, PythonRules rules) {
    return switch (input) {
      case IntegralValue number -> new IntValue(number.integer().abs());
      case FloatValue number -> new FloatValue(Math.abs(number.value()));
      default ->
          throw TemplateException.type(
              "bad operand type for abs(): '%s'".formatted(input.typeName()));
    };
  }

  private static Value toInt(Value input, BoundArguments arguments, PythonRules rules) {
    Value otherwise = arguments.get(0, IntValue.of(0));
    return switch (input) {
      case IntegralValue number -> new IntValue(number.integer());
      case FloatValue number -> Double.isNaN(number.value()) ? otherwise : number.truncated();
      case TextValue text -> {
        Optional<IntValue> whole = NumberTexts.whole(text.text(), arguments.integer(1, 10));
        yield whole.isPresent() ? whole.get() : throughFloat(text.text(), otherwise);
      }
      case UndefinedValue undefined -> throw undefined.failure();
      default -> otherwise;
    };
  }

  private static Value throughFloat(String text, Value otherwise) {
    Optional<FloatValue> number = NumberTexts.floating(text);
    return number.isPresent() && Double.isFinite(number.get().value())
        ? number.get().truncated()
        : otherwise;
  }

  private static Value toFloat(Value input, BoundArguments arguments, PythonRules rules) {
    Value otherwise = arguments.get(0, new FloatValue(0));
    return switch (input) {
      case NumberValue number -> new FloatValue(number.toDouble());
      case TextValue text -> {
        Optional<FloatValue> number = NumberTexts.floating(text.text());
        yield number.isPresent() ? number.get() : otherwise;
      }
      case UndefinedValue undefined -> throw undefined.failure();
      default -> otherwise;
    };
  }

  private static Value round(Value input, BoundArguments arguments, PythonRules rules) {
    int precision = arguments.integer(0, 0);
    if (Math.abs((long) precision) > MAX_PRECISION) {
      throw TemplateException.limit("round() to %d digits".formatted(precision));
    }
    if (input instanceof UndefinedValue undefined) {
      throw undefined.failure();
    }
    if (!(input instanceof NumberValue number)) {
      throw TemplateException.type(
          "type %s doesn't define __round__ method".formatted(input.typeName()));
    }
    double scale = Math.pow(10, precision);
    return switch (arguments.text(1, "common")) {
      case "common" -> roundHalfEven(number, precision);
      case "ceil" -> new FloatValue(Math.ceil(number.toDouble() * scale) / scale);
      case "floor" -> new FloatValue(Math.floor(number.toDouble() * scale) / scale);
      default -> throw TemplateException.value("method must be common, ceil or floor");
    };
  }

  private static Value roundHalfEven(NumberValue number, int precision) {
    return switch (number) {
      case IntegralValue whole when precision >= 0 -> new IntValue(whole.integer());
      case IntegralValue whole ->
          new IntValue(
              new BigDecimal(whole.integer())
                  .setScale(precision, RoundingMode.HALF_EVEN)
                  .toBigInteger());
      case FloatValue(double value) when Double.isFinite(value) ->
          new FloatValue(
              new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).doubleValue());
      case FloatValue notFinite -> notFinite;
    };
  }

  private static Value sum(Value input, BoundArguments arguments, PythonRules rules) {
    AttributePath path = AttributePath.of(arguments.find(0));
    Value sum = arguments.get(1, IntValue.of(0));
    if (sum instanceof TextValue) {
      throw TemplateException.type("sum() can't sum strings [use ''.join(seq) instead]");
    }
    for (Value item : rules.iteration().items(input)) {
      sum = rules.arithmetic().apply("+", sum, path.follow(item, rules));
    }
    return sum;
  }
}
