package dev.attune.wire.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** The answer to a deletion. */
@JsonPropertyOrder({"id", "object", "deleted"})
public record ModelDeleted(
    @JsonProperty("id") String id, @JsonProperty("deleted") boolean deleted) {

  @JsonProperty("object")
  public String object() {
    return "model";
  }
}
