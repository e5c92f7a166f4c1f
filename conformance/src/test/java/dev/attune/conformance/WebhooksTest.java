package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.core.http.Headers;
import com.openai.errors.InvalidWebhookSignatureException;
import com.openai.models.finetuning.jobs.JobCreateParams;
import com.openai.models.webhooks.UnwrapWebhookEvent;
import com.openai.models.webhooks.WebhookVerificationParams;
import dev.attune.conformance.WebhookReceiver.Received;
import dev.attune.wire.json.WireJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What a real server tells of real jobs, unwrapped by OpenAI's SDKs, and through {@code kill -9}.
 */
@SuppressWarnings("NullAway.Init")
final class WebhooksTest {
  private static final String ROUTE = "/attune/v1/webhooks";

  @TempDir private static Path folder;
  private static ServerProcess server;

  /** An endpoint of the server. */
  private record Endpoint(String id, String secret) {}

  @BeforeAll
  static void start() {
    server = ServerProcess.start(folder.resolve("data"), "--webhook-addresses", "any");
    server.addStarterModel();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void officialSdksUnwrapWhatIsToldOfEveryEnd(@TempDir Path script) throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      Endpoint endpoint = create(receiver);
      OpenAIClient client = server.client();
      String failed = begin(client, jobOf(client, 3));
      Samples.awaitEnd(client, failed);
      String succeeded = begin(client, Samples.job(client, 1));
      Samples.awaitEnd(client, succeeded);
      String cancelled = cancel(client);
      ServerProcess.awaitTrue(() -> receiver.received().size() == 3);
      delete(endpoint);

      Map<String, UnwrapWebhookEvent> events = new TreeMap<>();
      for (Received each : receiver.received()) {
        UnwrapWebhookEvent event = unwrap(client, each, endpoint.secret()).validate();
        events.put(job(each), event);
        assertThatThrownBy(() -> unwrap(client, each, "whsec_" + "A".repeat(43) + "="))
            .isInstanceOf(InvalidWebhookSignatureException.class);
        assertThat(each.headers().get("user-agent")).startsWith("Attune/");
        assertThat(each.headers().get("content-type")).isEqualTo("application/json");
      }
      assertThat(events).containsOnlyKeys(failed, succeeded, cancelled);
      assertThat(Objects.requireNonNull(events.get(failed)).isFineTuningJobFailed()).isTrue();
      assertThat(Objects.requireNonNull(events.get(cancelled)).isFineTuningJobCancelled()).isTrue();
      assertThat(
              Objects.requireNonNull(events.get(succeeded)).asFineTuningJobSucceeded().createdAt())
          .isEqualTo(client.fineTuning().jobs().retrieve(succeeded).finishedAt().orElseThrow());
      assertThat(unwrappedByNode(script, receiver.received(), endpoint.secret()))
          .containsExactlyInAnyOrder(
              "fine_tuning.job.failed " + failed,
              "fine_tuning.job.succeeded " + succeeded,
              "fine_tuning.job.cancelled " + cancelled);
    }
  }

  @Test
  void aServerThatIsKilledBetweenAttemptsGoesOnUnderTheSameId() {
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      Endpoint endpoint = create(receiver.answers(500));
      String job = cancel(server.client());
      ServerProcess.awaitTrue(() -> attempts(endpoint) > 0);
      server.kill();
      int before = receiver.received().size();
      receiver.answers(200);
      server.restart();

      ServerProcess.awaitTrue(() -> status(endpoint).equals("delivered"));
      delete(endpoint);

      List<Received> received = receiver.received();
      assertThat(received).hasSize(before + 1);
      assertThat(received).extracting(Received::id).containsOnly(received.getFirst().id());
      assertThat(received).extracting(Received::payload).containsOnly(received.getLast().payload());
      assertThat(job(received.getLast())).isEqualTo(job);
      assertThat(received.getFirst().headers().get("webhook-timestamp"))
          .isLessThan(received.getLast().headers().get("webhook-timestamp"));
      assertThat(
              unwrap(server.client(), received.getLast(), endpoint.secret())
                  .isFineTuningJobCancelled())
          .isTrue();
    }
  }

  @Test
  void aServerThatIsKilledRightAfterTheEndTellsOfItOnce() {
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      Endpoint endpoint = create(receiver);
      String job = cancel(server.client());
      server.kill();
      server.restart();

      ServerProcess.awaitTrue(() -> status(endpoint).equals("delivered"));
      delete(endpoint);

      assertThat(receiver.received()).isNotEmpty();
      assertThat(receiver.received()).extracting(WebhooksTest::job).containsOnly(job);
      assertThat(receiver.received().stream().map(Received::id).distinct()).hasSize(1);
    }
  }

  private static JobCreateParams.Builder jobOf(OpenAIClient client, int examples) {
    return Samples.job(client, 1)
        .trainingFile(Samples.upload(client, Samples.trainingLines(examples)).id());
  }

  private static String begin(OpenAIClient client, JobCreateParams.Builder job) {
    return client.fineTuning().jobs().create(job.build()).id();
  }

  private static String cancel(OpenAIClient client) {
    String id = begin(client, Samples.job(client, 50));
    client.fineTuning().jobs().cancel(id);
    return id;
  }

  private static Endpoint create(WebhookReceiver receiver) {
    JsonNode made =
        json(server.send("POST", ROUTE, "{\"url\":\"%s\"}".formatted(receiver.url())).body());
    return new Endpoint(made.path("id").stringValue(), made.path("secret").stringValue());
  }

  private static void delete(Endpoint endpoint) {
    assertThat(server.send("DELETE", ROUTE + "/" + endpoint.id(), "").statusCode()).isEqualTo(200);
  }

  private static String status(Endpoint endpoint) {
    return onlyDelivery(endpoint).path("status").asString("");
  }

  private static int attempts(Endpoint endpoint) {
    return onlyDelivery(endpoint).path("attempts").asInt(0);
  }

  private static JsonNode onlyDelivery(Endpoint endpoint) {
    JsonNode all =
        json(server.send("GET", ROUTE + "/" + endpoint.id() + "/deliveries", "").body())
            .path("data");
    assertThat(all.size()).isLessThanOrEqualTo(1);
    return all.path(0);
  }

  private static UnwrapWebhookEvent unwrap(OpenAIClient client, Received received, String secret) {
    Headers.Builder headers = Headers.builder();
    received.headers().forEach(headers::put);
    return client
        .webhooks()
        .unwrap(
            WebhookVerificationParams.builder()
                .payload(received.payload())
                .headers(headers.build())
                .secret(secret)
                .build());
  }

  private static List<String> unwrappedByNode(Path script, List<Received> all, String secret)
      throws Exception {
    Node node = Node.install(script, "webhooks.mjs");
    Path file = script.resolve("received.json");
    Files.writeString(
        file,
        WireJson.text(
            all.stream()
                .map(it ->
                    Map.of("payload", it.payload(), "headers", it.headers(), "secret", secret))
                .toList()));
    return json(node.run(Map.of(), "node", "webhooks.mjs", file.toString()))
        .valueStream()
        .map(it -> it.path("type").stringValue() + " " + it.at("/data/id").stringValue())
        .toList();
  }

  private static String job(Received received) {
    return json(received.payload()).at("/data/id").stringValue();
  }

  private static JsonNode json(String text) {
    return WireJson.mapper().readTree(text);
  }
}
