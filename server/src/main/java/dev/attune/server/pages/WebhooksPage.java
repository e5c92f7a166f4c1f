package dev.attune.server.pages;

import java.util.List;

/**
 * Where the ends of jobs are told, and what became of it.
 *
 * @param services that draw the numbers of jobs, with how they are set up
 */
public record WebhooksPage(Frame frame, List<EndpointRow> endpoints, List<Fact> services) {
  public WebhooksPage {
    services = List.copyOf(services);
    endpoints = List.copyOf(endpoints);
  }

  /** An endpoint with what it was told last. */
  public record EndpointRow(
      String id, String url, String events, String created, List<DeliveryRow> deliveries) {
    public EndpointRow {
      deliveries = List.copyOf(deliveries);
    }
  }

  /** An event on its way to an endpoint, or there. */
  public record DeliveryRow(String event, String state, String when, int attempts, String why) {}
}
