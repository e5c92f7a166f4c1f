package dev.attune.data.template.value;

import java.util.LinkedHashMap;
import java.util.Map;

/** The one value that a template can change: named fields, set by {@code {% set ns.x = … %}}. */
public final class NamespaceValue implements Value {
  private final Map<String, Value> fields = new LinkedHashMap<>();

  public Map<String, Value> fields() {
    return fields;
  }

  @Override
  public String typeName() {
    return "Namespace";
  }
}
