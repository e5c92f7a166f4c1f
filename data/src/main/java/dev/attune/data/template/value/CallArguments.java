package dev.attune.data.template.value;

import java.util.List;
import java.util.Map;

/** What a call is given, by position and by name. */
public record CallArguments(List<Value> positional, Map<String, Value> named) {
  public static final CallArguments NONE = new CallArguments(List.of(), Map.of());

  public CallArguments {
    positional = List.copyOf(positional);
  }

  /** The arguments put in the order of {@code signature}. */
  public BoundArguments bind(Signature signature) {
    return signature.bind(this);
  }
}
