package dev.attune.data.template.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tuple: unlike a list it can be the key of a map.
 *
 * @param names of the items, where they have names; otherwise empty
 */
public record TupleValue(List<Value> items, List<String> names) implements SequenceValue {
  public static final TupleValue EMPTY = new TupleValue(List.of());

  public TupleValue {
    items = List.copyOf(items);
    names = List.copyOf(names);
  }

  public TupleValue(List<Value> items) {
    this(items, List.of());
  }

  public static TupleValue of(Value... items) {
    return new TupleValue(List.of(items));
  }

  /** The item called {@code name}, or null. */
  public @Nullable Value find(String name) {
    int index = names.indexOf(name);
    return index < 0 ? null : items.get(index);
  }

  @Override
  public String typeName() {
    return "tuple";
  }
}
