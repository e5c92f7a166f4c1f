package dev.attune.data.template.value;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A value as JSON, byte for byte as Python's {@code json.dumps} writes it. */
public final class JsonText {
  private final Style style;
  private final Meter meter;
  private final BoundedText out;
  private int level;

  /**
   * How the JSON looks.
   *
   * @param indent what one level is moved in by; null for all in one line
   */
  public record Style(
      boolean asciiOnly,
      @Nullable String indent,
      String itemSeparator,
      String keySeparator,
      boolean sortKeys) {

    /** What {@code |tojson} without arguments writes. */
    public static final Style PLAIN = new Style(false, null, ", ", ": ", false);
  }

  private JsonText(Style style, Meter meter) {
    this.style = style;
    this.meter = meter;
    this.out = new BoundedText(meter);
  }

  public static String of(Value value, Style style, Meter meter) {
    JsonText text = new JsonText(style, meter);
    text.write(value);
    return text.out.toString();
  }

  private void write(Value value) {
    meter.step();
    meter.enter();
    switch (value) {
      case NoneValue _ -> out.append("null");
      case BoolValue bool -> out.append(bool.value() ? "true" : "false");
      case IntValue number -> out.append(number.integer().toString());
      case FloatValue number -> out.append(number(number));
      case TextValue text -> writeText(text.text());
      case ListValue list -> writeItems(list.items());
      case TupleValue tuple -> writeItems(tuple.items());
      case MapValue map -> writeEntries(map);
      case RangeValue _,
          LazyValue _,
          UndefinedValue _,
          NamespaceValue _,
          LoopValue _,
          CyclerValue _,
          FunctionValue _ ->
          throw TemplateException.type(
              "Object of type %s is not JSON serializable".formatted(value.typeName()));
    }
    meter.leave();
  }

  private static String number(FloatValue number) {
    if (Double.isNaN(number.value())) {
      return "NaN";
    }
    if (Double.isInfinite(number.value())) {
      return number.value() > 0 ? "Infinity" : "-Infinity";
    }
    return number.text();
  }

  private void writeItems(List<Value> items) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append("[");
    level++;
    String separator = "";
    for (Value item : items) {
      out.append(separator);
      newLine();
      write(item);
      separator = style.itemSeparator();
    }
    level--;
    newLine();
    out.append("]");
  }

  private void writeEntries(MapValue map) {
    if (map.size() == 0) {
      out.append("{}");
      return;
    }
    out.append("{");
    level++;
    String separator = "";
    for (Value key : keys(map)) {
      out.append(separator);
      newLine();
      writeText(key(key));
      out.append(style.keySeparator());
      write(Objects.requireNonNull(map.find(key)));
      separator = style.itemSeparator();
    }
    level--;
    newLine();
    out.append("}");
  }

  private List<Value> keys(MapValue map) {
    List<Value> keys = map.keys();
    if (style.sortKeys()) {
      Order order = new Order(meter);
      keys.sort((left, right) -> order.compare(left, "<", right));
    }
    return keys;
  }

  private static String key(Value key) {
    return switch (key) {
      case TextValue text -> text.text();
      case NoneValue _ -> "null";
      case BoolValue bool -> bool.value() ? "true" : "false";
      case IntValue number -> number.integer().toString();
      case FloatValue number -> number(number);
      case SequenceValue _,
          MapValue _,
          LazyValue _,
          UndefinedValue _,
          NamespaceValue _,
          LoopValue _,
          CyclerValue _,
          FunctionValue _ ->
          throw TemplateException.type(
              "keys must be str, int, float, bool or None, not %s".formatted(key.typeName()));
    };
  }

  private void newLine() {
    if (style.indent() != null) {
      out.append("\n").repeat(style.indent(), level);
    }
  }

  private void writeText(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16).append('"');
    meter.checkLength(text.length());
    for (int i = 0; i < text.length(); i++) {
      escape(text.charAt(i), escaped);
    }
    out.append(escaped.append('"').toString());
  }

  private void escape(char c, StringBuilder escaped) {
    switch (c) {
      case '"' -> escaped.append("\\\"");
      case '\\' -> escaped.append("\\\\");
      case '\n' -> escaped.append("\\n");
      case '\r' -> escaped.append("\\r");
      case '\t' -> escaped.append("\\t");
      case '\f' -> escaped.append("\\f");
      case '\b' -> escaped.append("\\b");
      default -> {
        if (c < ' ' || (style.asciiOnly() && c > '~')) {
          escaped.append("\\u%04x".formatted((int) c));
        } else {
          escaped.append(c);
        }
      }
    }
  }
}
