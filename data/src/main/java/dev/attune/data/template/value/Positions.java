package dev.attune.data.template.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading by position: {@code value[3]} and {@code value[1:-1]}, in code points for texts. */
public final class Positions {
  private final Meter meter;

  public Positions(Meter meter) {
    this.meter = meter;
  }

  /** The element at {@code position}, counted from the end when negative; null outside. */
  public static @Nullable Value find(Value value, IntegralValue position) {
    int index = position.clamped();
    return switch (value) {
      case TextValue text -> character(text, index);
      case SequenceValue sequence -> element(sequence.items(), index);
      default -> null;
    };
  }

  private static @Nullable Value element(List<Value> items, int index) {
    int fromStart = index < 0 ? index + items.size() : index;
    return fromStart >= 0 && fromStart < items.size() ? items.get(fromStart) : null;
  }

  private static @Nullable Value character(TextValue text, int index) {
    int size = CodePoints.count(text.text());
    int fromStart = index < 0 ? index + size : index;
    return fromStart >= 0 && fromStart < size
        ? text.alike(CodePoints.between(text.text(), fromStart, fromStart + 1))
        : null;
  }

  /** {@code value[start:stop:step]}; null stands for an end left out. */
  public Value slice(
      Value value, @Nullable Value start, @Nullable Value stop, @Nullable Value step) {
    return switch (value) {
      case TextValue text ->
          sliceText(text, bounds(CodePoints.count(text.text()), start, stop, step));
      case ListValue list -> new ListValue(slice(list.items(), start, stop, step));
      case TupleValue tuple -> new TupleValue(slice(tuple.items(), start, stop, step));
      case RangeValue range -> new ListValue(slice(range.items(), start, stop, step));
      case UndefinedValue undefined -> throw undefined.failure();
      default ->
          throw TemplateException.type(
              "'%s' object is not subscriptable".formatted(value.typeName()));
    };
  }

  /** Where a slice begins, how far it steps, and how many elements it takes. */
  private record Bounds(int start, int step, int count) {}

  private static Bounds bounds(
      int size, @Nullable Value start, @Nullable Value stop, @Nullable Value step) {
    int stride = index(step, 1);
    if (stride == 0) {
      throw TemplateException.value("slice step cannot be zero");
    }
    int lowest = stride < 0 ? -1 : 0;
    int highest = stride < 0 ? size - 1 : size;
    int from = clamp(index(start, stride < 0 ? Integer.MAX_VALUE : 0), size, lowest, highest);
    int to =
        isAbsent(stop) ? (stride < 0 ? -1 : size) : clamp(index(stop, 0), size, lowest, highest);
    long span = stride > 0 ? (long) to - from : (long) from - to;
    long width = Math.abs((long) stride);
    return new Bounds(from, stride, (int) Math.max(0, (span + width - 1) / width));
  }

  private static int clamp(int index, int size, int lowest, int highest) {
    return index < 0
        ? Math.max(lowest, (int) Math.max((long) index + size, lowest))
        : Math.min(index, highest);
  }

  private static boolean isAbsent(@Nullable Value bound) {
    return bound == null || bound instanceof NoneValue;
  }

  private static int index(@Nullable Value bound, int otherwise) {
    if (isAbsent(bound)) {
      return otherwise;
    }
    if (bound instanceof IntegralValue number) {
      return number.clamped();
    }
    throw TemplateException.type(
        "slice indices must be integers or None or have an __index__ method");
  }

  private TextValue sliceText(TextValue text, Bounds bounds) {
    meter.text(bounds.count());
    if (bounds.count() == 0) {
      return text.alike("");
    }
    if (bounds.step() == 1) {
      return text.alike(
          CodePoints.between(text.text(), bounds.start(), bounds.start() + bounds.count()));
    }
    int[] codePoints = text.text().codePoints().toArray();
    StringBuilder taken = new StringBuilder();
    for (int i = 0; i < bounds.count(); i++) {
      taken.appendCodePoint(codePoints[bounds.start() + i * bounds.step()]);
    }
    return text.alike(taken.toString());
  }

  private List<Value> slice(
      List<Value> items, @Nullable Value start, @Nullable Value stop, @Nullable Value step) {
    Bounds bounds = bounds(items.size(), start, stop, step);
    meter.items(bounds.count());
    if (bounds.step() == 1) {
      return items.subList(bounds.start(), bounds.start() + bounds.count());
    }
    List<Value> taken = new ArrayList<>();
    for (int i = 0; i < bounds.count(); i++) {
      taken.add(items.get(bounds.start() + i * bounds.step()));
    }
    return taken;
  }
}
