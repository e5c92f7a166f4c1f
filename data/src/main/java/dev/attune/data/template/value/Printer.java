package dev.attune.data.template.value;

import java.util.List;

/** Python's {@code str()} and {@code repr()}. */
public final class Printer {
  private final Meter meter;

  public Printer(Meter meter) {
    this.meter = meter;
  }

  /** What a template prints for {@code value}. */
  public String text(Value value) {
    return switch (value) {
      case TextValue text -> text.text();
      case UndefinedValue _ -> "";
      case NoneValue _,
          NumberValue _,
          SequenceValue _,
          MapValue _,
          LazyValue _,
          NamespaceValue _,
          LoopValue _,
          CyclerValue _,
          FunctionValue _ ->
          repr(value);
    };
  }

  /** What a template prints for {@code value} inside a list. */
  public String repr(Value value) {
    BoundedText out = new BoundedText(meter);
    write(value, out);
    return out.toString();
  }

  private void write(Value value, BoundedText out) {
    meter.step();
    meter.enter();
    switch (value) {
      case NoneValue _ -> out.append("None");
      case BoolValue bool -> out.append(bool.value() ? "True" : "False");
      case IntValue number -> out.append(number.integer().toString());
      case FloatValue number -> out.append(number.text());
      case TextValue text -> writeText(text, out);
      case ListValue list -> writeItems("[", list.items(), "]", out);
      case TupleValue tuple ->
          writeItems("(", tuple.items(), tuple.items().size() == 1 ? ",)" : ")", out);
      case RangeValue range -> out.append(range(range));
      case MapValue map -> writeEntries(map, out);
      case NamespaceValue namespace -> writeFields(namespace, out);
      case UndefinedValue _ -> out.append("Undefined");
      case LoopValue loop ->
          out.append("<LoopContext %d/%d>".formatted(loop.index() + 1, loop.items().size()));
      case FunctionValue function -> out.append("<function %s>".formatted(function.name()));
      case LazyValue _, CyclerValue _ -> out.append("<%s object>".formatted(value.typeName()));
    }
    meter.leave();
  }

  private static void writeText(TextValue text, BoundedText out) {
    out.append(text.safe() ? "Markup(" : "");
    TextLiteral.write(text.text(), out);
    out.append(text.safe() ? ")" : "");
  }

  private static String range(RangeValue range) {
    String step = range.step() == 1 ? "" : ", " + range.step();
    return "range(%d, %d%s)".formatted(range.start(), range.stop(), step);
  }

  private void writeItems(String open, List<Value> items, String close, BoundedText out) {
    out.append(open);
    String separator = "";
    for (Value item : items) {
      out.append(separator);
      write(item, out);
      separator = ", ";
    }
    out.append(close);
  }

  private void writeEntries(MapValue map, BoundedText out) {
    int start = out.length();
    out.append("{");
    map.forEach((key, value) -> {
      out.append(out.length() == start + 1 ? "" : ", ");
      write(key, out);
      out.append(": ");
      write(value, out);
    });
    out.append("}");
  }

  private void writeFields(NamespaceValue namespace, BoundedText out) {
    MapValue.Builder fields = MapValue.builder();
    namespace.fields().forEach(fields::put);
    out.append("<Namespace ");
    write(fields.build(), out);
    out.append(">");
  }
}
