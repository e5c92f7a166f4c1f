package dev.attune.server.webhooks;

import dev.attune.platform.webhooks.CreatedEndpoint;
import dev.attune.platform.webhooks.Delivery;
import dev.attune.platform.webhooks.DeliveryState;
import dev.attune.platform.webhooks.Endpoint;
import dev.attune.platform.webhooks.EventType;
import dev.attune.server.delivery.EventJson;
import dev.attune.wire.webhooks.CreateWebhook;
import dev.attune.wire.webhooks.WebhookDelivery;
import dev.attune.wire.webhooks.WebhookObject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Endpoints and deliveries between the platform and the wire. */
final class WebhookJson {
  private WebhookJson() {}

  /** All of them where none is named. */
  static Set<EventType> events(CreateWebhook request) {
    return request.events() == null
        ? EnumSet.allOf(EventType.class)
        : request.events().stream().map(EventJson::type).collect(Collectors.toSet());
  }

  static WebhookObject of(Endpoint endpoint) {
    return of(endpoint, null);
  }

  static WebhookObject of(CreatedEndpoint created) {
    return of(created.endpoint(), created.secret().text());
  }

  private static WebhookObject of(Endpoint endpoint, @Nullable String secret) {
    return new WebhookObject(
        endpoint.id(),
        endpoint.url().toString(),
        endpoint.events().stream().map(EventJson::of).toList(),
        endpoint.createdAt().getEpochSecond(),
        secret);
  }

  static WebhookDelivery of(Delivery delivery) {
    return switch (delivery.state()) {
      case DeliveryState.Pending(Instant next) ->
          of(delivery, WebhookDelivery.Status.PENDING, next.getEpochSecond(), null);
      case DeliveryState.Delivered(Instant at) ->
          of(delivery, WebhookDelivery.Status.DELIVERED, null, at.getEpochSecond());
      case DeliveryState.Failed(Instant at) ->
          of(delivery, WebhookDelivery.Status.FAILED, null, at.getEpochSecond());
    };
  }

  private static WebhookDelivery of(
      Delivery delivery,
      WebhookDelivery.Status status,
      @Nullable Long nextAttemptAt,
      @Nullable Long endedAt) {
    return new WebhookDelivery(
        delivery.id(),
        EventJson.of(delivery.event()),
        status,
        delivery.attempts(),
        nextAttemptAt,
        endedAt,
        delivery.lastError());
  }
}
