package dev.attune.data.template.value;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** Whole numbers from {@code start} towards {@code stop}, which is not one of them. */
public record RangeValue(long start, long stop, long step) implements SequenceValue {
  /** jinja2's sandbox allows no longer range. */
  public static final int MAX_SIZE = 100_000;

  public RangeValue {
    if (step == 0) {
      throw TemplateException.value("range() arg 3 must not be zero");
    }
    if (size(start, stop, step) > MAX_SIZE) {
      throw TemplateException.limit("a range has more than %d numbers".formatted(MAX_SIZE));
    }
  }

  private static double size(long start, long stop, long step) {
    return Math.max(0, Math.ceil(((double) stop - start) / step));
  }

  @Override
  public List<Value> items() {
    return new Numbers((int) size(start, stop, step), this);
  }

  @Override
  public String typeName() {
    return "range";
  }

  private static final class Numbers extends AbstractList<Value> implements RandomAccess {
    private final int size;
    private final RangeValue range;

    private Numbers(int size, RangeValue range) {
      this.size = size;
      this.range = range;
    }

    @Override
    public Value get(int index) {
      Objects.checkIndex(index, size);
      return IntValue.of(range.start + index * range.step);
    }

    @Override
    public int size() {
      return size;
    }
  }
}
