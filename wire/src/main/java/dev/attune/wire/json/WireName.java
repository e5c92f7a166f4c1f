package dev.attune.wire.json;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** An enum that stands on the wire as a string: by its own name in lower case unless it says so. */
public interface WireName {
  /** The name of the constant. */
  String name();

  /** As it stands in JSON. */
  @JsonValue
  default String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
