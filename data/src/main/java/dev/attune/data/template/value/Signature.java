package dev.attune.data.template.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a built-in function.
 *
 * @param required how many of {@code parameters} a call must give, from the first on
 * @param byName whether a call may give them by name
 */
public record Signature(String function, int required, List<String> parameters, boolean byName) {
  public Signature {
    parameters = List.copyOf(parameters);
  }

  public static Signature of(String function, int required, String... parameters) {
    return new Signature(function, required, List.of(parameters), true);
  }

  /** For functions of Python that take no arguments by name. */
  public static Signature positional(String function, int required, String... parameters) {
    return new Signature(function, required, List.of(parameters), false);
  }

  BoundArguments bind(CallArguments arguments) {
    @Nullable Value[] values = new @Nullable Value[parameters.size()];
    List<Value> positional = arguments.positional();
    if (positional.size() > values.length) {
      throw TemplateException.type(
          "%s() takes at most %d arguments (%d given)"
              .formatted(function, values.length, positional.size()));
    }
    for (int i = 0; i < positional.size(); i++) {
      values[i] = positional.get(i);
    }
    arguments.named().forEach((name, value) -> values[free(name, values)] = value);
    for (int i = 0; i < required; i++) {
      if (values[i] == null) {
        throw TemplateException.type(
            "%s() missing argument '%s'".formatted(function, parameters.get(i)));
      }
    }
    return new BoundArguments(this, values);
  }

  private int free(String name, @Nullable Value[] values) {
    if (!byName) {
      throw TemplateException.type("%s() takes no keyword arguments".formatted(function));
    }
    int index = parameters.indexOf(name);
    if (index < 0) {
      throw TemplateException.type(
          "%s() got an unexpected keyword argument '%s'".formatted(function, name));
    }
    if (values[index] != null) {
      throw TemplateException.type(
          "%s() got multiple values for argument '%s'".formatted(function, name));
    }
    return index;
  }
}
