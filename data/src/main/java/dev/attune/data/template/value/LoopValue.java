package dev.attune.data.template.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a loop's body sees as {@code loop}. */
public final class LoopValue implements Value {
  private final List<Value> items;
  private final int depth;
  private final @Nullable FunctionValue recursion;
  private int index = -1;
  private @Nullable Value lastChanged;

  /**
   * @param depth 1 for the outermost loop of a recursion
   * @param recursion what calling {@code loop(…)} does; null when the loop is not marked for it
   */
  public LoopValue(List<Value> items, int depth, @Nullable FunctionValue recursion) {
    this.items = items;
    this.depth = depth;
    this.recursion = recursion;
  }

  public List<Value> items() {
    return items;
  }

  public int depth() {
    return depth;
  }

  public @Nullable FunctionValue recursion() {
    return recursion;
  }

  /** The position of the item in turn, counted from 0. */
  public int index() {
    return index;
  }

  public void advance() {
    index++;
  }

  /** Remembers {@code value} and gives back what was remembered before. */
  public @Nullable Value exchangeLastChanged(Value value) {
    Value before = lastChanged;
    lastChanged = value;
    return before;
  }

  @Override
  public String typeName() {
    return "LoopContext";
  }
}
