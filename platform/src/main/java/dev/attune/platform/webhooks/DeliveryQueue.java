package dev.attune.platform.webhooks;

import dev.attune.platform.thread.WorkThreads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final WebhookStore store;
  private final Sender sender;
  private final Backoff backoff;
  private final InstantSource clock;
  private final Semaphore slots = new Semaphore(AT_ONCE);

  /** Endpoints that are being told something. Only {@link #look} adds to them. */
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  private final Semaphore news = new Semaphore(0);
  private final WorkThreads threads = new WorkThreads(LONGEST_END);

  DeliveryQueue(WebhookStore store, Sender sender, Backoff backoff, InstantSource clock) {
    this.store = store;
    this.sender = sender;
    this.backoff = backoff;
    this.clock = clock;
  }

  /** Begins to send, what an earlier server left first. */
  public DeliveryQueue start() {
    threads.begin("deliveries", this::repeat);
    return this;
  }

  /** Looks for work at once instead of a little later. */
  public void wake() {
    news.release();
  }

  /** Stops sending; what is under way is broken off and made again after the next start. */
  @Override
  public void close() {
    threads.close();
  }

  private void repeat() {
    try {
      while (!threads.areClosing()) {
        lookOrPause();
        boolean _ = news.tryAcquire(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookOrPause() throws InterruptedException {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.error("Deliveries could not be looked at; it is tried again", e);
      Thread.sleep(AFTER_A_FAILURE);
    }
  }

  private void look() {
    // Before the rows: a delivery that is under way now may be read as it was before its end.
    Set<String> untouchable = Set.copyOf(busy);
    for (DueDelivery due : store.listDue(now())) {
      String endpoint = due.delivery().endpointId();
      if (!untouchable.contains(endpoint) && slots.tryAcquire()) {
        busy.add(endpoint);
        threads.begin("delivery-" + due.delivery().id(), () -> deliver(due));
      }
    }
  }

  private void deliver(DueDelivery due) {
    try {
      Outcome outcome = attempt(due);
      store.update(due.delivery().after(outcome, now(), backoff));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("What became of {} could not be stored", due.delivery().id(), e);
      pauseAfterFailure(); // the row still says that it is due, and the endpoint may have it
    } finally {
      busy.remove(due.delivery().endpointId());
      slots.release();
      wake();
    }
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

  private static void pauseAfterFailure() {
    try {
      Thread.sleep(AFTER_A_FAILURE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
