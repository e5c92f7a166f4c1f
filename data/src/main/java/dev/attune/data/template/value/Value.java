package dev.attune.data.template.value;

/** Anything that a chat template can hold. */
public sealed interface Value
    permits NoneValue,
        NumberValue,
        TextValue,
        SequenceValue,
        MapValue,
        LazyValue,
        UndefinedValue,
        NamespaceValue,
        LoopValue,
        CyclerValue,
        FunctionValue {

  /** What Python calls the type, as its error messages say it. */
  String typeName();
}
