package dev.attune.wire.webhooks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** The answer to the deletion of an endpoint. */
@JsonPropertyOrder({"id", "object", "deleted"})
public record WebhookDeleted(
    @JsonProperty("id") String id, @JsonProperty("deleted") boolean deleted) {

  @JsonProperty("object")
  public String object() {
    return "attune.webhook";
  }
}
