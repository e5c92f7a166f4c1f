package dev.attune.platform.webhooks;

import dev.attune.platform.retry.Backoff;
import dev.attune.wire.ids.Ids;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint.
 *
 * @param id the same in every attempt, so that the endpoint knows what it has had
 * @param retryUntil an attempt that fails from then on is the last
 * @param attempts that were made
 * @param lastError why the last attempt failed, a sentence for the endpoint's owner; null when none
 *     did
 */
public record Delivery(
    String id,
    String endpointId,
    Event event,
    Instant retryUntil,
    int attempts,
    DeliveryState state,
    @Nullable String lastError) {
  private static final Duration LONGEST = Duration.ofDays(3);

  /** An event that is tried until the endpoint has it, or for three days. */
  public static Delivery of(Event event, String endpointId, Ids ids) {
    return of(event, endpointId, event.createdAt().plus(LONGEST), ids);
  }

  /** An event that is tried once. */
  static Delivery once(Event event, String endpointId, Ids ids) {
    return of(event, endpointId, event.createdAt(), ids);
  }

  private static Delivery of(Event event, String endpointId, Instant retryUntil, Ids ids) {
    return new Delivery(
        ids.webhookDelivery(),
        endpointId,
        event,
        retryUntil,
        0,
        new DeliveryState.Pending(event.createdAt()),
        null);
  }

  /** What an attempt made of it. */
  Delivery after(Outcome outcome, Instant now, Backoff backoff) {
    return switch (outcome) {
      case Outcome.Taken _ -> attempted(new DeliveryState.Delivered(now), null);
      case Outcome.Refused(String why, Duration rest) ->
          attempted(
              now.isBefore(retryUntil)
                  ? new DeliveryState.Pending(next(now, backoff.after(attempts + 1, rest)))
                  : new DeliveryState.Failed(now),
              why);
    };
  }

  /** The last attempt is made when the time is up, not some time before. */
  private Instant next(Instant now, Duration wait) {
    Instant next = now.plus(wait);
    return next.isBefore(retryUntil) ? next : retryUntil;
  }

  private Delivery attempted(DeliveryState next, @Nullable String error) {
    return new Delivery(id, endpointId, event, retryUntil, attempts + 1, next, error);
  }
}
