package dev.attune.data.template.value;

import java.util.Iterator;

/** Values that are computed when they are asked for, and only once. */
public final class LazyValue implements Value {
  private final Iterator<Value> values;

  public LazyValue(Iterator<Value> values) {
    this.values = values;
  }

  /** What is left of the values; whoever takes one takes it from everybody. */
  public Iterator<Value> values() {
    return values;
  }

  @Override
  public String typeName() {
    return "generator";
  }
}
