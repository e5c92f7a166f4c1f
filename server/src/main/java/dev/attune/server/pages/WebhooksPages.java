package dev.attune.server.pages;

import dev.attune.platform.owner.Project;
import dev.attune.platform.page.PageRequest;
import dev.attune.platform.webhooks.Delivery;
import dev.attune.platform.webhooks.DeliveryState;
import dev.attune.platform.webhooks.Endpoint;
import dev.attune.platform.webhooks.Webhooks;
import dev.attune.server.settings.TrackingSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Endpoints of the project; a new one is made by a script, which shows its secret once. */
@RestController
final class WebhooksPages {
  private static final int DELIVERIES = 10;

  private final Webhooks webhooks;
  private final TrackingSettings tracking;
  private final Html html;

  WebhooksPages(Webhooks webhooks, TrackingSettings tracking, Html html) {
    this.webhooks = webhooks;
    this.tracking = tracking;
    this.html = html;
  }

  @GetMapping("/webhooks")
  void list(HttpServletRequest request, HttpServletResponse response) {
    Visitor visitor = PageGate.of(request);
    html.show(
        response,
        "webhooks",
        new WebhooksPage(
            Frame.of(visitor, "webhooks", "Webhooks and integrations"),
            webhooks.list(visitor.project()).stream()
                .map(endpoint -> row(visitor.project(), endpoint))
                .toList(),
            services()));
  }

  @PostMapping("/webhooks/{id}/test")
  void test(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
    webhooks.test(PageGate.of(request).project(), id);
    Redirect.to(response, "/webhooks");
  }

  @PostMapping("/webhooks/{id}/delete")
  void delete(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
    webhooks.delete(PageGate.of(request).project(), id);
    Redirect.to(response, "/webhooks");
  }

  /** What the operator has set up; keys are never shown. */
  private List<Fact> services() {
    return List.of(
        new Fact(
            "Weights & Biases",
            tracking
                .wandb()
                .map(it -> "%s, for jobs that ask for it".formatted(it.baseUrl()))
                .orElse("off; attune serve --wandb-key-file FILE")),
        new Fact(
            "MLflow",
            tracking
                .mlflow()
                .map(it ->
                    "%s, experiment %s, every job".formatted(it.trackingUri(), it.experiment()))
                .orElse("off; attune serve --mlflow-tracking-uri URI")),
        new Fact(
            "TensorBoard",
            tracking.tensorBoard()
                ? "an event file in the run directory of every job"
                : "off; attune serve --tensorboard true"));
  }

  private WebhooksPage.EndpointRow row(Project project, Endpoint endpoint) {
    return new WebhooksPage.EndpointRow(
        endpoint.id(),
        endpoint.url().toString(),
        endpoint.events().stream()
            .map(event -> event.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ")),
        Words.time(endpoint.createdAt()),
        webhooks
            .listDeliveries(project, endpoint.id(), PageRequest.newestFirst(null, DELIVERIES))
            .items()
            .stream()
            .map(WebhooksPages::row)
            .toList());
  }

  private static WebhooksPage.DeliveryRow row(Delivery delivery) {
    String event = delivery.event().type().name().toLowerCase(Locale.ROOT);
    String why = Objects.requireNonNullElse(delivery.lastError(), "");
    return switch (delivery.state()) {
      case DeliveryState.Pending(var next) ->
          new WebhooksPage.DeliveryRow(
              event, "queued", "next " + Words.time(next), delivery.attempts(), why);
      case DeliveryState.Delivered(var at) ->
          new WebhooksPage.DeliveryRow(
              event, "succeeded", Words.time(at), delivery.attempts(), why);
      case DeliveryState.Failed(var at) ->
          new WebhooksPage.DeliveryRow(event, "failed", Words.time(at), delivery.attempts(), why);
    };
  }
}
