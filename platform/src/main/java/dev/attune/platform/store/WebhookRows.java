package dev.attune.platform.store;

import dev.attune.platform.webhooks.Delivery;
import dev.attune.platform.webhooks.DeliveryState;
import dev.attune.platform.webhooks.Endpoint;
import dev.attune.platform.webhooks.Event;
import dev.attune.platform.webhooks.EventType;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Endpoints and deliveries as rows, and back. */
final class WebhookRows {
  private static final String BETWEEN = " ";

  private WebhookRows() {}

  static String events(Endpoint endpoint) {
    return endpoint.events().stream().map(EventType::text).collect(Collectors.joining(BETWEEN));
  }

  static Endpoint endpoint(ResultSet row) throws SQLException {
    return new Endpoint(
        row.getString("id"),
        row.getString("project_id"),
        URI.create(row.getString("url")),
        Arrays.stream(row.getString("events").split(BETWEEN, -1))
            .map(EventType::ofText)
            .collect(Collectors.toSet()),
        Rows.time(row, "created_at"));
  }

  static Map<String, @Nullable Object> columns(Delivery delivery) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("id", delivery.id());
    columns.put("endpoint_id", delivery.endpointId());
    columns.put("event_id", delivery.event().id());
    columns.put("event_type", delivery.event().type().text());
    columns.put("job_id", delivery.event().jobId());
    columns.put("created_at", delivery.event().createdAt().toEpochMilli());
    columns.put("retry_until", delivery.retryUntil().toEpochMilli());
    columns.put("attempts", delivery.attempts());
    columns.put("last_error", delivery.lastError());
    columns.put("next_attempt", null);
    columns.put("ended_at", null);
    switch (delivery.state()) {
      case DeliveryState.Pending(var next) -> {
        columns.put("state", "pending");
        columns.put("next_attempt", next.toEpochMilli());
      }
      case DeliveryState.Delivered(var at) -> {
        columns.put("state", "delivered");
        columns.put("ended_at", at.toEpochMilli());
      }
      case DeliveryState.Failed(var at) -> {
        columns.put("state", "failed");
        columns.put("ended_at", at.toEpochMilli());
      }
    }
    return columns;
  }

  static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getString("id"),
        row.getString("endpoint_id"),
        new Event(
            row.getString("event_id"),
            EventType.ofText(row.getString("event_type")),
            Rows.time(row, "created_at"),
            row.getString("job_id")),
        Rows.time(row, "retry_until"),
        row.getInt("attempts"),
        state(row),
        row.getString("last_error"));
  }

  private static DeliveryState state(ResultSet row) throws SQLException {
    return switch (row.getString("state")) {
      case "pending" -> new DeliveryState.Pending(Rows.time(row, "next_attempt"));
      case "delivered" -> new DeliveryState.Delivered(Rows.time(row, "ended_at"));
      case "failed" -> new DeliveryState.Failed(Rows.time(row, "ended_at"));
      case String other -> throw new IllegalStateException("No state of a delivery: " + other);
    };
  }
}
