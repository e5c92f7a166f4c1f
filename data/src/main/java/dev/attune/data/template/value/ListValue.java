package dev.attune.data.template.value;

import java.util.List;

/** A list; a template cannot change it. */
public record ListValue(List<Value> items) implements SequenceValue {
  public static final ListValue EMPTY = new ListValue(List.of());

  public ListValue {
    items = List.copyOf(items);
  }

  @Override
  public String typeName() {
    return "list";
  }
}
