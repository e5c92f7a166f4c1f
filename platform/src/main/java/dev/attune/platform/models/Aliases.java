package dev.attune.platform.models;

import java.util.Map;

/** Other names of base models, so that a script which says {@code gpt-4o-mini} runs unchanged. */
public record Aliases(Map<String, String> baseByAlias) {
  public static final Aliases NONE = new Aliases(Map.of());

  public Aliases {
    baseByAlias = Map.copyOf(baseByAlias);
  }

  /** The name that {@code name} stands for, which is itself for all but aliases. */
  public String resolve(String name) {
    return baseByAlias.getOrDefault(name, name);
  }
}
