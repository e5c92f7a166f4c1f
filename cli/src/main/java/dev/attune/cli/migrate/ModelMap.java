package dev.attune.cli.migrate;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Which model here stands for which there; a name may end with {@code *}. */
record ModelMap(Map<String, String> entries) {
  private static final String ANY = "*";

  ModelMap {
    entries = Map.copyOf(entries);
  }

  /** The name itself wins, then the longest beginning. */
  Optional<String> find(String model) {
    return Optional.ofNullable(entries.get(model))
        .or(() ->
            entries.entrySet().stream()
                .filter(entry -> begins(model, entry.getKey()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue));
  }

  private static boolean begins(String model, String pattern) {
    return pattern.endsWith(ANY)
        && model.startsWith(pattern.substring(0, pattern.length() - ANY.length()));
  }
}
