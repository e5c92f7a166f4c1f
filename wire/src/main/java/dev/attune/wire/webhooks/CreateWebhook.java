package dev.attune.wire.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.attune.wire.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Attune's own request to be told of events.
 *
 * @param events null for all
 */
public record CreateWebhook(
    @JsonProperty("url") String url,
    @JsonProperty("events") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<WebhookEventType> events) {
  private static final int LONGEST_URL = 2_048;

  public static CreateWebhook read(JsonNode body) {
    return JsonObject.read(body, CreateWebhook::read);
  }

  private static CreateWebhook read(JsonObject o) {
    WebhookEventType[] all = WebhookEventType.values();
    return new CreateWebhook(
        o.required("url").string(LONGEST_URL),
        o.optional("events")
            .map(list -> list.list(all.length, each -> each.oneOf(all)))
            .orElse(null));
  }
}
