package dev.attune.data.template.run;

import dev.attune.data.template.value.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of a body, and those around it. */
final class Scope {
  private final @Nullable Scope outer;
  private final Map<String, Value> variables;

  private Scope(@Nullable Scope outer, Map<String, Value> variables) {
    this.outer = outer;
    this.variables = variables;
  }

  /** The outermost scope. */
  static Scope of(Map<String, Value> variables) {
    return new Scope(null, variables);
  }

  Scope inner() {
    return new Scope(this, new HashMap<>(8));
  }

  @Nullable Value find(String name) {
    Scope scope = this;
    while (scope != null) {
      Value value = scope.variables.get(name);
      if (value != null) {
        return value;
      }
      scope = scope.outer;
    }
    return null;
  }

  void set(String name, Value value) {
    variables.put(name, value);
  }
}
