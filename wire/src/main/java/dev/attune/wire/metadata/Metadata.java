package dev.attune.wire.metadata;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.attune.wire.json.JsonField;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Up to 16 pairs of the client's own, in the client's order. */
public record Metadata(@JsonValue Map<String, String> pairs) {
  private static final int PAIRS = 16;
  private static final int KEY_LENGTH = 64;
  private static final int VALUE_LENGTH = 512;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Metadata {
    pairs = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
  }

  public static Metadata read(JsonField field) {
    return new Metadata(field.map(PAIRS, KEY_LENGTH, value -> value.text(VALUE_LENGTH)));
  }
}
