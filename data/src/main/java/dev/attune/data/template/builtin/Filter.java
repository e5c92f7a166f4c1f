package dev.attune.data.template.builtin;

import dev.attune.data.template.value.BoundArguments;
import dev.attune.data.template.value.CallArguments;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.Signature;
import dev.attune.data.template.value.Value;

/** What {@code value|name(arguments)} does. */
@FunctionalInterface
public interface Filter {
  Value apply(Value input, CallArguments arguments, PythonRules rules);

  /** A filter whose arguments have names. */
  static Filter of(Signature signature, Body body) {
    return (input, arguments, rules) -> body.apply(input, arguments.bind(signature), rules);
  }

  /** A filter without arguments. */
  static Filter plain(String name, Plain body) {
    return of(Signature.of(name, 0), (input, _, rules) -> body.apply(input, rules));
  }

  /** A filter that takes the text of whatever it is given. */
  @FunctionalInterface
  interface Body {
    Value apply(Value input, BoundArguments arguments, PythonRules rules);
  }

  /** A filter that takes nothing but its input. */
  @FunctionalInterface
  interface Plain {
    Value apply(Value input, PythonRules rules);
  }
}
