package dev.attune.platform.jobs;

import java.util.Map;

/** Which jobs of a list are wanted by the client's own notes. */
public sealed interface MetadataFilter {
  /** All of them. */
  record Any() implements MetadataFilter {}

  /** Those without notes. */
  record None() implements MetadataFilter {}

  /** Those that have all of these. */
  record Matching(Map<String, String> pairs) implements MetadataFilter {
    public Matching {
      pairs = Map.copyOf(pairs);
    }
  }
}
