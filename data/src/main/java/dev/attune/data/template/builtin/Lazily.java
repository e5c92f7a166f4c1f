package dev.attune.data.template.builtin;

import dev.attune.data.template.value.LazyValue;
import dev.attune.data.template.value.Value;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lazy values, made as jinja2's generators are: nothing happens until the first is asked for. */
final class Lazily {
  private Lazily() {}

  /** What {@code start} gives when the first value is asked for. */
  static LazyValue from(Supplier<Iterator<Value>> start) {
    return new LazyValue(new Deferred(start));
  }

  private static final class Deferred implements Iterator<Value> {
    private final Supplier<Iterator<Value>> start;
    private @Nullable Iterator<Value> values;

    private Deferred(Supplier<Iterator<Value>> start) {
      this.start = start;
    }

    private Iterator<Value> values() {
      if (values == null) {
        values = start.get();
      }
      return values;
    }

    @Override
    public boolean hasNext() {
      return values().hasNext();
    }

    @Override
    public Value next() {
      return values().next();
    }
  }

  /** The values of {@code all} that {@code isWanted} accepts, tested one by one. */
  static Iterator<Value> filter(Iterator<Value> all, Predicate<Value> isWanted) {
    return new Iterator<>() {
      private @Nullable Value next;

      @Override
      public boolean hasNext() {
        while (next == null && all.hasNext()) {
          Value candidate = all.next();
          next = isWanted.test(candidate) ? candidate : null;
        }
        return next != null;
      }

      @Override
      public Value next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        Value taken = Objects.requireNonNull(next);
        next = null;
        return taken;
      }
    };
  }

  /** {@code change} of each value of {@code all}, computed when asked for. */
  static Iterator<Value> map(Iterator<Value> all, UnaryOperator<Value> change) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public Value next() {
        return change.apply(all.next());
      }
    };
  }
}
