package dev.attune.data.template.value;

import java.util.List;

/** Values in an order, read by position. */
public sealed interface SequenceValue extends Value permits ListValue, TupleValue, RangeValue {
  List<Value> items();
}
