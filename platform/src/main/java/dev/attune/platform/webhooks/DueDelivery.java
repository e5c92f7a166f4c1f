package dev.attune.platform.webhooks;

import java.net.URI;
import java.time.Instant;

/** A delivery whose next attempt is due, with what it needs of its endpoint. */
public record DueDelivery(Delivery delivery, URI url, WebhookSecret secret) {
  Attempt attempt(Instant now) {
    return new Attempt(url, secret, delivery.id(), delivery.event(), now);
  }
}
