package dev.attune.wire.webhooks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.attune.wire.json.WireName;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint.
 *
 * @param id the {@code webhook-id} of every attempt
 * @param attempts that were made
 * @param nextAttemptAt seconds since 1970; null unless it is pending
 * @param endedAt seconds since 1970; null while it is pending
 * @param lastError why the last attempt failed; null when none did
 */
@JsonPropertyOrder({
  "object",
  "id",
  "event",
  "status",
  "attempts",
  "next_attempt_at",
  "ended_at",
  "last_error"
})
public record WebhookDelivery(
    @JsonProperty("id") String id,
    @JsonProperty("event") WebhookEvent event,
    @JsonProperty("status") Status status,
    @JsonProperty("attempts") int attempts,
    @JsonProperty("next_attempt_at") @Nullable Long nextAttemptAt,
    @JsonProperty("ended_at") @Nullable Long endedAt,
    @JsonProperty("last_error") @Nullable String lastError) {

  /** What became of it. */
  public enum Status implements WireName {
    PENDING,
    DELIVERED,
    FAILED
  }

  @JsonProperty("object")
  public String object() {
    return "attune.webhook.delivery";
  }
}
