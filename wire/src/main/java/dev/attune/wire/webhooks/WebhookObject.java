package dev.attune.wire.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as its owner sees it.
 *
 * @param createdAt seconds since 1970
 * @param secret what its events are signed with, only in the answer to its creation, else null
 */
@JsonPropertyOrder({"object", "id", "url", "events", "created_at", "secret"})
public record WebhookObject(
    @JsonProperty("id") String id,
    @JsonProperty("url") String url,
    @JsonProperty("events") List<WebhookEventType> events,
    @JsonProperty("created_at") long createdAt,
    @JsonProperty("secret") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {
  public WebhookObject {
    events = List.copyOf(events);
  }

  @JsonProperty("object")
  public String object() {
    return "attune.webhook";
  }

  /** A secret never reaches a log through this. */
  @Override
  public String toString() {
    return "WebhookObject[id=%s, url=%s, events=%s, createdAt=%d]"
        .formatted(id, url, events, createdAt);
  }
}
