package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.lists.Listing;
import dev.attune.wire.lists.Page;
import dev.attune.wire.webhooks.CreateWebhook;
import dev.attune.wire.webhooks.WebhookDeleted;
import dev.attune.wire.webhooks.WebhookDelivery;
import dev.attune.wire.webhooks.WebhookDelivery.Status;
import dev.attune.wire.webhooks.WebhookEvent;
import dev.attune.wire.webhooks.WebhookEventType;
import dev.attune.wire.webhooks.WebhookObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code attune webhooks}. */
final class WebhooksTest {
  private static final String ROUTE = "/attune/v1/webhooks";

  @TempDir Path directory;
  private final FakeServer server = new FakeServer();
  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void sitDown() {
    cli =
        new Cli(directory)
            .set("ATTUNE_BASE_URL", server.baseUrl())
            .set("ATTUNE_API_KEY", "sk-test");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aNewEndpointIsItsIdAndItsSecret() {
    server.on("POST", ROUTE, endpoint("whsec_abc"));

    Cli.Result result =
        cli.run(
            "webhooks",
            "create",
            "https://a.example/",
            "--event",
            "fine_tuning.job.failed",
            "--event",
            "fine_tuning.job.cancelled");

    assertThat(result).isEqualTo(new Cli.Result(0, "webhook_1\nwhsec_abc\n", ""));
    assertThat(CreateWebhook.read(WireJson.parse(server.last().body(), JsonLimits.SMALL)))
        .isEqualTo(
            new CreateWebhook(
                "https://a.example/",
                List.of(WebhookEventType.FAILED, WebhookEventType.CANCELLED)));
  }

  @Test
  void withoutATypeAllEventsAreAskedFor() {
    server.on("POST", ROUTE, endpoint("whsec_abc"));

    cli.run("webhooks", "create", "https://a.example/");

    assertThat(server.last().body()).isEqualTo("{\"url\":\"https://a.example/\"}");
  }

  @Test
  void anEventThatThereIsNotIsRefusedBeforeAnythingIsSent() {
    Cli.Result result = cli.run("webhooks", "create", "https://a.example/", "--event", "job.done");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("'job.done'", "fine_tuning.job.succeeded");
    assertThat(server.received()).isEmpty();
  }

  @Test
  void endpointsAreATableAndAreDeletedById() {
    server.on("GET", ROUTE, new Listing<>(List.of(endpoint(null))));
    server.on("DELETE", ROUTE + "/webhook_1", new WebhookDeleted("webhook_1", true));

    assertThat(cli.run("webhooks", "list").out())
        .isEqualTo(
            """
            ID         URL                 EVENTS                  CREATED
            webhook_1  https://a.example/  fine_tuning.job.failed  2023-11-14T22:13:20Z
            """);
    assertThat(cli.run("webhooks", "list", "--json").out()).contains("\"attune.webhook\"");
    assertThat(cli.run("webhooks", "delete", "webhook_1").out()).isEqualTo("webhook_1 deleted\n");
  }

  @Test
  void deliveriesAreATableWithTheirLastError() {
    server.on(
        "GET",
        ROUTE + "/webhook_1/deliveries",
        new Page<>(List.of(delivery(Status.PENDING, "It answered 500.")), false));

    assertThat(cli.run("webhooks", "deliveries", "webhook_1", "--after", "wh_9").out())
        .isEqualTo(
            """
            ID    EVENT                   OBJECT   STATUS   ATTEMPTS  NEXT                  LAST ERROR
            wh_1  fine_tuning.job.failed  ftjob-1  pending  1         2023-11-14T22:13:25Z  It answered 500.
            """);
    assertThat(server.last().query()).isEqualTo("limit=20&after=wh_9");
  }

  @Test
  void aTestWaitsForItsOutcome() {
    AtomicInteger looks = new AtomicInteger();
    server.on("POST", ROUTE + "/webhook_1/test", delivery(Status.PENDING, null));
    server.on(
        "GET",
        ROUTE + "/webhook_1/deliveries",
        _ ->
            FakeServer.Reply.json(
                new Page<>(
                    List.of(
                        delivery(
                            looks.incrementAndGet() < 3 ? Status.PENDING : Status.DELIVERED, null)),
                    false)));

    assertThat(cli.run("webhooks", "test", "webhook_1"))
        .isEqualTo(new Cli.Result(0, "wh_1 delivered\n", ""));
    assertThat(looks).hasValue(3);
    assertThat(cli.run("webhooks", "test", "webhook_1", "--json").out())
        .contains("\"status\":\"delivered\"");
  }

  @Test
  void aTestThatFailsSaysWhy() {
    server.on("POST", ROUTE + "/webhook_1/test", delivery(Status.PENDING, null));
    server.on(
        "GET",
        ROUTE + "/webhook_1/deliveries",
        new Page<>(List.of(delivery(Status.FAILED, "It answered 404.")), false));

    assertThat(cli.run("webhooks", "test", "webhook_1"))
        .isEqualTo(new Cli.Result(1, "", "wh_1 was not delivered. It answered 404.\n"));
  }

  @Test
  void aTestOfWhichNothingIsHeardEnds() {
    server.on("POST", ROUTE + "/webhook_1/test", delivery(Status.PENDING, null));
    server.on("GET", ROUTE + "/webhook_1/deliveries", new Page<>(List.of(), false));

    assertThat(cli.run("webhooks", "test", "webhook_1").exitCode()).isEqualTo(1);
  }

  private static WebhookObject endpoint(@Nullable String secret) {
    return new WebhookObject(
        "webhook_1", "https://a.example/", List.of(WebhookEventType.FAILED), 1_700_000_000, secret);
  }

  private static WebhookDelivery delivery(Status status, @Nullable String error) {
    boolean pending = status == Status.PENDING;
    return new WebhookDelivery(
        "wh_1",
        new WebhookEvent(
            "evt_1", WebhookEventType.FAILED, 1_700_000_000, new WebhookEvent.Subject("ftjob-1")),
        status,
        1,
        pending ? 1_700_000_005L : null,
        pending ? null : 1_700_000_001L,
        error);
  }
}
