package dev.attune.data.template.run;

import dev.attune.data.template.syntax.Macro;
import dev.attune.data.template.value.CallArguments;
import dev.attune.data.template.value.MapValue;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TupleValue;
import dev.attune.data.template.value.UndefinedValue;
import dev.attune.data.template.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a macro's parameters their values. */
final class MacroCall {
  private final Macro macro;
  private final Evaluator evaluator;

  MacroCall(Macro macro, Evaluator evaluator) {
    this.macro = macro;
    this.evaluator = evaluator;
  }

  /** Sets the parameters in {@code scope}; a default may read those before it. */
  void bind(CallArguments arguments, Scope scope) {
    Map<String, Value> named = new LinkedHashMap<>(arguments.named());
    List<Value> positional = arguments.positional();
    for (int i = 0; i < macro.parameters().size(); i++) {
      Macro.Parameter parameter = macro.parameters().get(i);
      Value given = i < positional.size() ? positional.get(i) : named.remove(parameter.name());
      scope.set(parameter.name(), given == null ? otherwise(parameter, scope) : given);
    }
    bindCaller(named, scope);
    bindNamedRest(named, scope);
    bindRest(positional, scope);
  }

  private Value otherwise(Macro.Parameter parameter, Scope scope) {
    return parameter.otherwise() == null
        ? UndefinedValue.of("parameter '%s' was not provided".formatted(parameter.name()))
        : evaluator.evaluate(parameter.otherwise(), scope);
  }

  private void bindCaller(Map<String, Value> named, Scope scope) {
    boolean isParameter =
        macro.parameters().stream().anyMatch(parameter -> parameter.name().equals("caller"));
    if (macro.special().contains("caller") && !isParameter) {
      @Nullable Value caller = named.remove("caller");
      scope.set("caller", caller == null ? UndefinedValue.of("No caller defined") : caller);
    }
  }

  private void bindNamedRest(Map<String, Value> named, Scope scope) {
    if (macro.special().contains("kwargs")) {
      MapValue.Builder rest = MapValue.builder();
      named.forEach(rest::put);
      scope.set("kwargs", rest.build());
    } else if (!named.isEmpty()) {
      throw TemplateException.type(
          "macro '%s' takes no keyword argument '%s'"
              .formatted(macro.name(), named.keySet().iterator().next()));
    }
  }

  private void bindRest(List<Value> positional, Scope scope) {
    int taken = Math.min(positional.size(), macro.parameters().size());
    List<Value> rest = positional.subList(taken, positional.size());
    if (macro.special().contains("varargs")) {
      scope.set("varargs", new TupleValue(rest));
    } else if (!rest.isEmpty()) {
      throw TemplateException.type(
          "macro '%s' takes not more than %d argument(s)".formatted(macro.name(), taken));
    }
  }
}
