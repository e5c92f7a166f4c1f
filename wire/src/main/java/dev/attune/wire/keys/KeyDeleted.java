package dev.attune.wire.keys;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** The answer to a revocation. */
@JsonPropertyOrder({"id", "object", "deleted"})
public record KeyDeleted(@JsonProperty("id") String id, @JsonProperty("deleted") boolean deleted) {

  @JsonProperty("object")
  public String object() {
    return "attune.key";
  }
}
