package dev.attune.wire.metadata;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.Parameters;
import java.util.Map;
import java.util.Optional;

/** Which objects of a list are wanted by their notes. */
public sealed interface MetadataFilter {

  /** All of them. */
  record Any() implements MetadataFilter {}

  /** Those without notes. */
  record None() implements MetadataFilter {}

  /** Those that have all of these pairs. */
  record Matching(Map<String, String> pairs) implements MetadataFilter {
    public Matching {
      pairs = Map.copyOf(pairs);
    }
  }

  /** Reads {@code metadata[key]=value} and {@code metadata=null}. */
  static MetadataFilter read(Parameters query) {
    Map<String, String> pairs = query.nested("metadata");
    Optional<JsonField> whole = query.text("metadata");
    if (whole.isEmpty()) {
      return pairs.isEmpty() ? new Any() : new Matching(pairs);
    }
    if (!whole.get().string().equals("null")) {
      throw whole.get().wrongType("pairs such as metadata[key]=value, or null");
    }
    return new None();
  }
}
