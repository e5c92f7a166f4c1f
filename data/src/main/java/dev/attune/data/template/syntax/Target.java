package dev.attune.data.template.syntax;

import java.util.List;

/** What a value is assigned to. */
public sealed interface Target {
  record Variable(String name) implements Target {}

  /** {@code namespace.field} */
  record Field(String namespace, String field) implements Target {}

  /** {@code a, b}: one element for each. */
  record Several(List<Target> targets) implements Target {
    public Several {
      targets = List.copyOf(targets);
    }
  }
}
