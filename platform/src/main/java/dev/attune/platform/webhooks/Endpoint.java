package dev.attune.platform.webhooks;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where events of a project's jobs are sent.
 *
 * @param events never empty
 */
public record Endpoint(
    String id, String projectId, URI url, Set<EventType> events, Instant createdAt) {
  public Endpoint {
    events = Collections.unmodifiableSet(EnumSet.copyOf(events));
  }
}
