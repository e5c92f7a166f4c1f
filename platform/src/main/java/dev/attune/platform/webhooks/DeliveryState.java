package dev.attune.platform.webhooks;

import java.time.Instant;

/** How far a delivery is. */
public sealed interface DeliveryState {
  /** It will be tried, for the first time or again. */
  record Pending(Instant nextAttempt) implements DeliveryState {}

  /** The endpoint took it. */
  record Delivered(Instant at) implements DeliveryState {}

  /** It was tried for as long as makes sense. */
  record Failed(Instant at) implements DeliveryState {}
}
