package dev.attune.data.template.syntax;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A body with parameters, of {@code {% macro %}} or {@code {% call %}}.
 *
 * @param special which of {@code caller}, {@code varargs} and {@code kwargs} the body reads: only
 *     then may a call give more than the parameters
 */
public record Macro(
    String name, List<Parameter> parameters, Set<String> special, List<Statement> body) {
  public Macro {
    parameters = List.copyOf(parameters);
    special = Set.copyOf(special);
    body = List.copyOf(body);
  }

  /** A parameter with what it is when a call does not give it. */
  public record Parameter(String name, @Nullable Expression otherwise) {}
}
