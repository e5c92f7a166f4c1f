package dev.attune.data.template.builtin;

import dev.attune.data.template.value.BoundArguments;
import dev.attune.data.template.value.CallArguments;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.Signature;
import dev.attune.data.template.value.TextValue;
import dev.attune.data.template.value.Value;
import java.util.function.UnaryOperator;

/** What {@code owner.name(arguments)} does. */
@FunctionalInterface
interface Method<T extends Value> {
  Value call(T owner, CallArguments arguments, PythonRules rules);

  static <T extends Value> Method<T> of(Signature signature, Body<T> body) {
    return (owner, arguments, rules) -> body.call(owner, arguments.bind(signature), rules);
  }

  /** A method of a text that takes no arguments and gives a text. */
  static Method<TextValue> ofText(String name, UnaryOperator<String> body) {
    return of(Signature.positional(name, 0), (text, _, _) -> text.alike(body.apply(text.text())));
  }

  /** A method whose arguments have names. */
  @FunctionalInterface
  interface Body<T extends Value> {
    Value call(T owner, BoundArguments arguments, PythonRules rules);
  }
}
