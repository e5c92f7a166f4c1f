package dev.attune.data.template.syntax;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the parentheses of a call.
 *
 * @param rest of the positional arguments, from {@code *rest}
 * @param namedRest of the named ones, from {@code **rest}
 */
public record Arguments(
    List<Expression> positional,
    Map<String, Expression> named,
    @Nullable Expression rest,
    @Nullable Expression namedRest) {
  public static final Arguments NONE = new Arguments(List.of(), Map.of(), null, null);

  public Arguments {
    positional = List.copyOf(positional);
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  public boolean isEmpty() {
    return positional.isEmpty() && named.isEmpty() && rest == null && namedRest == null;
  }
}
