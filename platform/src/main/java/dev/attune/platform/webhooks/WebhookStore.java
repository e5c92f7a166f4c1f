package dev.attune.platform.webhooks;

import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where endpoints and deliveries are kept. Deliveries of ended jobs are written by {@link
 * dev.attune.platform.jobs.JobStore}, together with the end.
 */
public interface WebhookStore {
  /** Returns false, and adds nothing, when the project has {@code most} endpoints already. */
  boolean insert(CreatedEndpoint created, int most);

  Optional<Endpoint> find(String projectId, String id);

  /** Oldest first. */
  List<Endpoint> list(String projectId);

  /** Forgets an endpoint with all its deliveries; returns false when there was none. */
  boolean delete(String projectId, String id);

  void insert(Delivery delivery);

  /** Of an endpoint. */
  Page<Delivery> listDeliveries(String endpointId, PageRequest page);

  /** Of each endpoint the one delivery that has been due for the longest time. */
  List<DueDelivery> listDue(Instant now);

  /** Writes what an attempt made of a delivery, unless that is known already. */
  void update(Delivery delivery);

  /** Forgets deliveries that ended before. */
  void deleteEnded(Instant before);
}
