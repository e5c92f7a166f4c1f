package dev.attune.data.template.value;

import java.util.List;

/** Hands out its items in turn, for ever. */
public final class CyclerValue implements Value {
  private final List<Value> items;
  private int position;

  public CyclerValue(List<Value> items) {
    if (items.isEmpty()) {
      throw TemplateException.value("at least one item has to be provided");
    }
    this.items = List.copyOf(items);
  }

  public Value current() {
    return items.get(position);
  }

  public Value next() {
    Value current = current();
    position = (position + 1) % items.size();
    return current;
  }

  public void reset() {
    position = 0;
  }

  @Override
  public String typeName() {
    return "Cycler";
  }
}
