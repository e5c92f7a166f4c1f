package dev.attune.platform.webhooks;

import dev.attune.platform.retry.Backoff;
import dev.attune.platform.retry.DueWork;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due: to each endpoint one event at a time, to all of them side by side, so that a
 * slow one holds up only itself. The rows are the queue, so a restart loses nothing; an attempt
 * that a crash breaks off is made again under the same id.
 */
public final class DeliveryQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryQueue.class);
  private static final int AT_ONCE = 32;

  private final WebhookStore store;
  private final Sender sender;
  private final Backoff backoff;
  private final InstantSource clock;
  private final DueWork<DueDelivery> work;

  DeliveryQueue(WebhookStore store, Sender sender, Backoff backoff, InstantSource clock) {
    this.store = store;
    this.sender = sender;
    this.backoff = backoff;
    this.clock = clock;
    this.work =
        new DueWork<>(
            "deliveries",
            AT_ONCE,
            () -> store.listDue(now()),
            due -> due.delivery().endpointId(),
            this::deliver);
  }

  /** Begins to send, what an earlier server left first. */
  public DeliveryQueue start() {
    work.start();
    return this;
  }

  /** Looks for work at once instead of a little later. */
  public void wake() {
    work.wake();
  }

  /** Stops sending; what is under way is broken off and made again after the next start. */
  @Override
  public void close() {
    work.close();
  }

  private void deliver(DueDelivery due) throws InterruptedException {
    Outcome outcome = attempt(due);
    store.update(due.delivery().after(outcome, now(), backoff));
  }

  private Outcome attempt(DueDelivery due) throws InterruptedException {
    try {
      return sender.send(due.attempt(now()));
    } catch (RuntimeException e) {
      LOG.error("{} could not be sent", due.delivery().id(), e);
      return new Outcome.Refused("The event could not be sent. The server's log says why.");
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
