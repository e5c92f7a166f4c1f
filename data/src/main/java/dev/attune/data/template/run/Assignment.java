package dev.attune.data.template.run;

import dev.attune.data.template.syntax.Target;
import dev.attune.data.template.value.Iteration;
import dev.attune.data.template.value.NamespaceValue;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.Value;
import java.util.List;

/** Puts a value where a target says. */
final class Assignment {
  private final PythonRules rules;

  Assignment(PythonRules rules) {
    this.rules = rules;
  }

  void assign(Target target, Value value, Scope scope) {
    switch (target) {
      case Target.Variable variable -> scope.set(variable.name(), value);
      case Target.Field field -> assign(field, value, scope);
      case Target.Several several -> assign(several, value, scope);
    }
  }

  private static void assign(Target.Field field, Value value, Scope scope) {
    if (!(scope.find(field.namespace()) instanceof NamespaceValue namespace)) {
      throw TemplateException.type("cannot assign attribute on non-namespace object");
    }
    namespace.fields().put(field.field(), value);
  }

  private void assign(Target.Several several, Value value, Scope scope) {
    if (!Iteration.isIterable(value)) {
      throw TemplateException.type(
          "cannot unpack non-iterable %s object".formatted(value.typeName()));
    }
    List<Value> items = rules.iteration().items(value);
    List<Target> targets = several.targets();
    if (items.size() != targets.size()) {
      throw TemplateException.value(
          "%s values to unpack (expected %d, got %d)"
              .formatted(
                  items.size() < targets.size() ? "not enough" : "too many",
                  targets.size(),
                  items.size()));
    }
    for (int i = 0; i < items.size(); i++) {
      assign(targets.get(i), items.get(i), scope);
    }
  }
}
