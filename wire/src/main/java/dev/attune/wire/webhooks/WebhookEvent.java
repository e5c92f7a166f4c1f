package dev.attune.wire.webhooks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The body of a webhook.
 *
 * @param createdAt seconds since 1970
 */
@JsonPropertyOrder({"id", "object", "type", "created_at", "data"})
public record WebhookEvent(
    @JsonProperty("id") String id,
    @JsonProperty("type") WebhookEventType type,
    @JsonProperty("created_at") long createdAt,
    @JsonProperty("data") Subject data) {

  /** What it happened to: a job. */
  public record Subject(@JsonProperty("id") String id) {}

  @JsonProperty("object")
  public String object() {
    return "event";
  }
}
