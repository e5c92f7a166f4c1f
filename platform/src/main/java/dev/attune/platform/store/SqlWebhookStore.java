package dev.attune.platform.store;

import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import dev.attune.platform.webhooks.CreatedEndpoint;
import dev.attune.platform.webhooks.Delivery;
import dev.attune.platform.webhooks.DueDelivery;
import dev.attune.platform.webhooks.Endpoint;
import dev.attune.platform.webhooks.Event;
import dev.attune.platform.webhooks.WebhookSecret;
import dev.attune.platform.webhooks.WebhookStore;
import dev.attune.wire.ids.Ids;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** {@link WebhookStore} in the database. */
public final class SqlWebhookStore implements WebhookStore {
  private final Database database;

  public SqlWebhookStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean insert(CreatedEndpoint created, int most) {
    Endpoint endpoint = created.endpoint();
    return database.write(h ->
        h.createUpdate(
                """
                INSERT INTO webhook_endpoints (id, project_id, url, secret, events, created_at)
                SELECT :id, :project, :url, :secret, :events, :at
                WHERE (SELECT COUNT(*) FROM webhook_endpoints WHERE project_id = :project) < :most
                """)
            .bind("id", endpoint.id())
            .bind("project", endpoint.projectId())
            .bind("url", endpoint.url().toString())
            .bind("secret", created.secret().text())
            .bind("events", WebhookRows.events(endpoint))
            .bind("at", endpoint.createdAt().toEpochMilli())
            .bind("most", most)
            .execute())
        > 0;
  }

  @Override
  public Optional<Endpoint> find(String projectId, String id) {
    return database.read(h ->
        h.createQuery("SELECT * FROM webhook_endpoints WHERE project_id = :project AND id = :id")
            .bind("project", projectId)
            .bind("id", id)
            .map((row, _) -> WebhookRows.endpoint(row))
            .findOne());
  }

  @Override
  public List<Endpoint> list(String projectId) {
    return database.read(h -> list(h, projectId));
  }

  private static List<Endpoint> list(Handle handle, String projectId) {
    return handle
        .createQuery("SELECT * FROM webhook_endpoints WHERE project_id = :project ORDER BY number")
        .bind("project", projectId)
        .map((row, _) -> WebhookRows.endpoint(row))
        .list();
  }

  @Override
  public boolean delete(String projectId, String id) {
    return database.write(h ->
        h.createUpdate("DELETE FROM webhook_endpoints WHERE project_id = :project AND id = :id")
            .bind("project", projectId)
            .bind("id", id)
            .execute())
        > 0;
  }

  @Override
  public void insert(Delivery delivery) {
    database.write(h -> insert(h, delivery));
  }

  /** Writes an event for each of a project's endpoints that are told of such events. */
  static void insert(Handle handle, String projectId, Event event, Ids ids) {
    list(handle, projectId).stream()
        .filter(endpoint -> endpoint.events().contains(event.type()))
        .forEach(endpoint -> insert(handle, Delivery.of(event, endpoint.id(), ids)));
  }

  private static int insert(Handle handle, Delivery delivery) {
    return handle
        .createUpdate(
            """
            INSERT INTO webhook_deliveries
              (id, endpoint_id, event_id, event_type, job_id, created_at, retry_until,
               state, attempts, next_attempt, ended_at, last_error)
            VALUES
              (:id, :endpoint_id, :event_id, :event_type, :job_id, :created_at, :retry_until,
               :state, :attempts, :next_attempt, :ended_at, :last_error)
            """)
        .bindMap(WebhookRows.columns(delivery))
        .execute();
  }

  @Override
  public Page<Delivery> listDeliveries(String endpointId, PageRequest page) {
    Paging paging =
        new Paging("webhook_deliveries", "endpoint_id = :endpoint", Map.of("endpoint", endpointId));
    return database.read(h -> paging.read(h, page, (row, _) -> WebhookRows.delivery(row)));
  }

  @Override
  public List<DueDelivery> listDue(Instant now) {
    return database.read(h ->
        h.createQuery(
                """
                SELECT d.*, e.url, e.secret
                FROM (
                  SELECT *, ROW_NUMBER() OVER (
                    PARTITION BY endpoint_id ORDER BY next_attempt, number) AS turn
                  FROM webhook_deliveries
                  WHERE state = 'pending' AND next_attempt <= :now) d
                JOIN webhook_endpoints e ON e.id = d.endpoint_id
                WHERE d.turn = 1
                ORDER BY d.next_attempt, d.number
                """)
            .bind("now", now.toEpochMilli())
            .map((row, _) ->
                new DueDelivery(
                    WebhookRows.delivery(row),
                    URI.create(row.getString("url")),
                    new WebhookSecret(row.getString("secret"))))
            .list());
  }

  @Override
  public void update(Delivery delivery) {
    Map<String, @Nullable Object> columns = WebhookRows.columns(delivery);
    database.write(h ->
        h.createUpdate(
                """
                UPDATE webhook_deliveries
                SET state = :state, attempts = :attempts, next_attempt = :next_attempt,
                    ended_at = :ended_at, last_error = :last_error
                WHERE id = :id AND state = 'pending' AND attempts = :attempts - 1
                """)
            .bindMap(columns)
            .execute());
  }

  @Override
  public void deleteEnded(Instant before) {
    database.write(h ->
        h.createUpdate("DELETE FROM webhook_deliveries WHERE ended_at < :before")
            .bind("before", before.toEpochMilli())
            .execute());
  }
}
