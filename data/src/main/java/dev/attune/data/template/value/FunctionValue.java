package dev.attune.data.template.value;

import java.util.List;

/**
 * Something that can be called: a macro, a method of a value, or a function that every template
 * has.
 *
 * @param parameters the names of a macro's parameters; empty otherwise
 */
public record FunctionValue(String name, List<String> parameters, Body body) implements Value {
  public FunctionValue {
    parameters = List.copyOf(parameters);
  }

  public FunctionValue(String name, Body body) {
    this(name, List.of(), body);
  }

  /** What a call does. */
  @FunctionalInterface
  public interface Body {
    Value call(CallArguments arguments);
  }

  @Override
  public String typeName() {
    return "function";
  }
}
