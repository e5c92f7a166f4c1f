package dev.attune.platform.webhooks;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.owner.Project;
import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import dev.attune.platform.retry.Backoff;
import dev.attune.wire.ids.Ids;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** What clients do with endpoints, and see of deliveries. */
public final class Webhooks {
  /** So many may be sent to at once without one of them waiting for another. */
  static final int MOST_ENDPOINTS = 20;

  /** Some 30 attempts in three days. */
  private static final Backoff BACKOFF = Backoff.of(Duration.ofSeconds(5), Duration.ofHours(4));

  private static final Duration KEPT = Duration.ofDays(30);

  private final WebhookStore store;
  private final InstantSource clock;
  private final Ids ids = new Ids();
  private final SecureRandom random = new SecureRandom();

  public Webhooks(WebhookStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** A queue that sends what is due; the caller starts and closes it. */
  public DeliveryQueue queue(Sender sender) {
    return new DeliveryQueue(store, sender, BACKOFF, clock);
  }

  public CreatedEndpoint create(Project project, URI url, Set<EventType> events) {
    Endpoint endpoint = new Endpoint(ids.webhook(), project.id(), url, events, now());
    CreatedEndpoint created = new CreatedEndpoint(endpoint, WebhookSecret.draw(random));
    if (!store.insert(created, MOST_ENDPOINTS)) {
      throw PlatformException.invalid(
          null,
          "There are %d webhook endpoints already, and no more are allowed. Delete one first."
              .formatted(MOST_ENDPOINTS));
    }
    return created;
  }

  /** Oldest first. */
  public List<Endpoint> list(Project project) {
    return store.list(project.id());
  }

  /** Ends an endpoint; what it has not been told yet, it never is. */
  public void delete(Project project, String id) {
    if (!store.delete(project.id(), id)) {
      throw notFound(id);
    }
  }

  /** Tells an endpoint, once, of a job that there is not. */
  public Delivery test(Project project, String id) {
    Endpoint endpoint = retrieve(project, id);
    Event event = Event.test(endpoint.events().iterator().next(), now(), ids);
    Delivery delivery = Delivery.once(event, endpoint.id(), ids);
    store.insert(delivery);
    return delivery;
  }

  /** What an endpoint was told, or will be. */
  public Page<Delivery> listDeliveries(Project project, String id, PageRequest page) {
    return store.listDeliveries(retrieve(project, id).id(), page);
  }

  /** Forgets deliveries that ended long ago. */
  public void sweep() {
    store.deleteEnded(now().minus(KEPT));
  }

  private Endpoint retrieve(Project project, String id) {
    return store.find(project.id(), id).orElseThrow(() -> notFound(id));
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  private static PlatformException notFound(String id) {
    return PlatformException.notFound(ErrorCode.WEBHOOK_NOT_FOUND, id);
  }
}
