package dev.attune.platform.webhooks;

import java.net.URI;
import java.time.Instant;

/**
 * One attempt to tell an endpoint of an event.
 *
 * @param deliveryId the same in every attempt
 * @param at when it is made; endpoints refuse what is minutes old
 */
public record Attempt(URI url, WebhookSecret secret, String deliveryId, Event event, Instant at) {}
