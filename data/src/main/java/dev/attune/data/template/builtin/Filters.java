package dev.attune.data.template.builtin;

import dev.attune.data.template.value.CallArguments;
import dev.attune.data.template.value.PythonRules;
import dev.attune.data.template.value.TemplateException;
import dev.attune.data.template.value.TemplateException.Kind;
import dev.attune.data.template.value.Value;
import java.util.HashMap;
import java.util.Map;

/** The filters by name. */
public final class Filters {
  private static final Map<String, Filter> ALL = all();

  private Filters() {}

  private static Map<String, Filter> all() {
    Map<String, Filter> all = new HashMap<>();
    all.putAll(TextFilters.ALL);
    all.putAll(NumberFilters.ALL);
    all.putAll(SequenceFilters.ALL);
    all.putAll(SortingFilters.ALL);
    all.putAll(SelectingFilters.ALL);
    return Map.copyOf(all);
  }

  public static boolean isKnown(String name) {
    return ALL.containsKey(name);
  }

  /** {@code input|name(arguments)}. */
  public static Value apply(String name, Value input, CallArguments arguments, PythonRules rules) {
    Filter filter = ALL.get(name);
    if (filter == null) {
      throw new TemplateException(Kind.SYNTAX, "No filter named '%s'.".formatted(name));
    }
    rules.meter().step();
    return filter.apply(input, arguments, rules);
  }
}
