package dev.attune.server.delivery;

import dev.attune.platform.webhooks.Event;
import dev.attune.platform.webhooks.EventType;
import dev.attune.wire.webhooks.WebhookEvent;
import dev.attune.wire.webhooks.WebhookEventType;

/** Events between the platform and the wire. */
public final class EventJson {
  private EventJson() {}

  public static WebhookEvent of(Event event) {
    return new WebhookEvent(
        event.id(),
        of(event.type()),
        event.createdAt().getEpochSecond(),
        new WebhookEvent.Subject(event.jobId()));
  }

  public static WebhookEventType of(EventType type) {
    return switch (type) {
      case SUCCEEDED -> WebhookEventType.SUCCEEDED;
      case FAILED -> WebhookEventType.FAILED;
      case CANCELLED -> WebhookEventType.CANCELLED;
    };
  }

  public static EventType type(WebhookEventType type) {
    return switch (type) {
      case SUCCEEDED -> EventType.SUCCEEDED;
      case FAILED -> EventType.FAILED;
      case CANCELLED -> EventType.CANCELLED;
    };
  }
}
