package dev.attune.data.template.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Python's {@code "…" % values}. */
public final class PercentFormat {
  private static final int MAX_DIGITS = 1_000;

  private final TextValue format;
  private final String text;
  private final Meter meter;
  private final Printer printer;
  private final BoundedText out;
  private int position;
  private int taken;

  public PercentFormat(TextValue format, Meter meter) {
    this.format = format;
    this.text = format.text();
    this.meter = meter;
    this.printer = new Printer(meter);
    this.out = new BoundedText(meter);
  }

  /** What stands between the percent sign and the letter that ends it. */
  private record Field(String flags, int width, int precision, char type) {
    boolean has(char flag) {
      return flags.indexOf(flag) >= 0;
    }
  }

  public TextValue apply(Value values) {
    List<Value> inOrder = values instanceof TupleValue tuple ? tuple.items() : List.of(values);
    while (position < text.length()) {
      int percent = text.indexOf('%', position);
      out.append(text.substring(position, percent < 0 ? text.length() : percent));
      position = percent < 0 ? text.length() : percent + 1;
      if (percent >= 0) {
        writeField(values, inOrder);
      }
    }
    if (taken < inOrder.size() && !mayBeLeftOver(values)) {
      throw TemplateException.type("not all arguments converted during string formatting");
    }
    return format.alike(out.toString());
  }

  /** Python takes what has {@code []} for a mapping, of which not all must be used. */
  private static boolean mayBeLeftOver(Value values) {
    return values instanceof MapValue
        || values instanceof ListValue
        || values instanceof RangeValue
        || values instanceof UndefinedValue;
  }

  private void writeField(Value values, List<Value> inOrder) {
    Value named = current() == '(' ? named(values) : null;
    String flags = takeAll("-+ #0");
    int width = number();
    int precision = -1;
    if (current() == '.') {
      position++;
      precision = number();
    }
    Field field = new Field(flags, width, precision, current());
    position++;
    if (field.type() == '%') {
      out.append("%");
      return;
    }
    out.append(padded(convert(field, value(named, inOrder)), field));
  }

  private Value named(Value values) {
    int end = text.indexOf(')', position);
    if (end < 0) {
      throw TemplateException.value("incomplete format key");
    }
    if (!(values instanceof MapValue map)) {
      throw TemplateException.type("format requires a mapping");
    }
    String key = text.substring(position + 1, end);
    position = end + 1;
    Value value = map.find(key);
    if (value == null) {
      throw TemplateException.value("'%s' is no key of the values".formatted(key));
    }
    return value;
  }

  private Value value(@Nullable Value named, List<Value> inOrder) {
    if (named != null) {
      return named;
    }
    if (taken >= inOrder.size()) {
      throw TemplateException.type("not enough arguments for format string");
    }
    return inOrder.get(taken++);
  }

  private char current() {
    if (position >= text.length()) {
      throw TemplateException.value("incomplete format");
    }
    return text.charAt(position);
  }

  private String takeAll(String characters) {
    int start = position;
    while (characters.indexOf(current()) >= 0) {
      position++;
    }
    return text.substring(start, position);
  }

  private int number() {
    String digits = takeAll("0123456789");
    if (digits.length() > 6) {
      throw TemplateException.limit("a format asks for a width of %s".formatted(digits));
    }
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private String convert(Field field, Value value) {
    return switch (field.type()) {
      case 's' -> cut(escaped(printer.text(value), value), field.precision());
      case 'r', 'a' -> cut(escaped(printer.repr(value), value), field.precision());
      case 'd', 'i', 'u' -> signed(whole(value, field.type()).integer().toString(), field);
      case 'x' -> signed(whole(value, field.type()).integer().toString(16), field);
      case 'X' -> signed(whole(value, 'X').integer().toString(16).toUpperCase(Locale.ROOT), field);
      case 'o' -> signed(whole(value, field.type()).integer().toString(8), field);
      case 'f', 'F' -> signed(fixed(value, field.precision()), field);
      case 'c' -> character(value);
      default ->
          throw TemplateException.value(
              "unsupported format character '%s'".formatted(field.type()));
    };
  }

  private String escaped(String converted, Value value) {
    boolean safe = !format.safe() || (value instanceof TextValue text && text.safe());
    return safe ? converted : Markup.escape(converted, meter);
  }

  private static String cut(String converted, int precision) {
    return precision >= 0 && CodePoints.count(converted) > precision
        ? CodePoints.between(converted, 0, precision)
        : converted;
  }

  private static IntegralValue whole(Value value, char type) {
    return switch (value) {
      case IntegralValue number -> number;
      case FloatValue number when "diu".indexOf(type) >= 0 -> number.truncated();
      case Value other ->
          throw TemplateException.type(
              "%%%s format: a number is required, not %s".formatted(type, other.typeName()));
    };
  }

  private static String fixed(Value value, int precision) {
    if (!(value instanceof NumberValue number)) {
      throw TemplateException.type("must be real number, not %s".formatted(value.typeName()));
    }
    if (precision > MAX_DIGITS) {
      throw TemplateException.limit("a format asks for %d digits".formatted(precision));
    }
    double floating = number.toDouble();
    return Double.isFinite(floating)
        ? new BigDecimal(floating)
            .setScale(precision < 0 ? 6 : precision, RoundingMode.HALF_EVEN)
            .toPlainString()
        : new FloatValue(floating).text();
  }

  private static String character(Value value) {
    return switch (value) {
      case TextValue text when CodePoints.count(text.text()) == 1 -> text.text();
      case IntegralValue number when Character.isValidCodePoint(number.clamped()) ->
          CodePoints.of(number.clamped());
      default -> throw TemplateException.type("%c requires int or char");
    };
  }

  private static String signed(String number, Field field) {
    if (number.startsWith("-")) {
      return number;
    }
    if (field.has('+')) {
      return "+" + number;
    }
    return field.has(' ') ? " " + number : number;
  }

  private String padded(String converted, Field field) {
    int missing = field.width() - CodePoints.count(converted);
    if (missing <= 0) {
      return converted;
    }
    if (field.has('-')) {
      return converted + " ".repeat(missing);
    }
    if (!field.has('0') || "srac".indexOf(field.type()) >= 0) {
      return " ".repeat(missing) + converted;
    }
    int sign = converted.isEmpty() || "+- ".indexOf(converted.charAt(0)) < 0 ? 0 : 1;
    return converted.substring(0, sign) + "0".repeat(missing) + converted.substring(sign);
  }
}
