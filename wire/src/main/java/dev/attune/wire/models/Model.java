package dev.attune.wire.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A model that can be asked or tuned.
 *
 * @param created seconds since 1970
 * @param ownedBy {@code system} for a base model, the organization for a tuned one
 */
@JsonPropertyOrder({"id", "object", "created", "owned_by"})
public record Model(
    @JsonProperty("id") String id,
    @JsonProperty("created") long created,
    @JsonProperty("owned_by") String ownedBy) {

  @JsonProperty("object")
  public String object() {
    return "model";
  }
}
