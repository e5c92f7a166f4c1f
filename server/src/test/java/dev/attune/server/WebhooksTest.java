package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobChange;
import dev.attune.platform.jobs.JobState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Webhook endpoints over HTTP; nothing is sent. */
@SuppressWarnings("NullAway.Init")
final class WebhooksTest {
  private static final String WEBHOOKS = "/attune/v1/webhooks";

  @TempDir private static Path folder;
  private static QuietPlatform platform;
  private static int projects;
  private Client client;

  @BeforeAll
  static void open() {
    platform = new QuietPlatform(folder);
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  @BeforeEach
  void newProject() {
    client = platform.newProject("w" + ++projects);
  }

  @Test
  void anEndpointsSecretIsToldOnce() {
    Answer created = client.post(WEBHOOKS, "{\"url\":\"https://a.example/hook\"}");
    String secret = created.json().path("secret").stringValue();
    String id = id(created.json());

    assertThat(created.status()).as(created.body()).isEqualTo(200);
    assertThat(created.json().propertyNames())
        .containsExactly("object", "id", "url", "events", "created_at", "secret");
    assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(id).startsWith("webhook_");
    assertThat(created.json().path("events").valueStream().map(JsonNode::stringValue))
        .containsExactly(
            "fine_tuning.job.succeeded", "fine_tuning.job.failed", "fine_tuning.job.cancelled");
    assertThat(client.get(WEBHOOKS).body()).contains(id).doesNotContain(secret, "whsec_");
    assertThat(client.delete(WEBHOOKS + "/" + id).body())
        .isEqualTo("{\"id\":\"%s\",\"object\":\"attune.webhook\",\"deleted\":true}".formatted(id));
    assertThat(client.get(WEBHOOKS).json().path("data").isEmpty()).isTrue();
  }

  @Test
  void anAddressOfThisNetworkIsRefusedWithWhatToDo() {
    for (String url :
        List.of("http://127.0.0.1:9/", "http://169.254.169.254/", "http://[::1]/", "ftp://a.b/")) {
      Answer answer = client.post(WEBHOOKS, "{\"url\":\"%s\"}".formatted(url));

      assertThat(answer.status()).as(url).isEqualTo(400);
      assertThat(answer.param()).isEqualTo("url");
    }
    assertThat(client.get(WEBHOOKS).json().path("data").isEmpty()).isTrue();
  }

  @Test
  void moreThanTwentyEndpointsAreRefused() {
    for (int i = 0; i < 20; i++) {
      create("");
    }

    Answer answer = client.post(WEBHOOKS, "{\"url\":\"https://a.example/\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("20");
  }

  @Test
  void anUnknownEndpointIsNotFound() {
    Answer answer = client.get(WEBHOOKS + "/webhook_none/deliveries");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.message()).contains("No such webhook: webhook_none");
  }

  @Test
  void whatIsToBeSentIsShownNewestFirst() {
    String id = create(",\"events\":[\"fine_tuning.job.cancelled\",\"fine_tuning.job.cancelled\"]");
    String job = job();
    client.post("/v1/fine_tuning/jobs/" + job + "/cancel", "");
    Answer tested = client.post(WEBHOOKS + "/" + id + "/test", "{}");

    List<JsonNode> all = deliveries(id);
    JsonNode ofJob = all.getLast();

    assertThat(all).hasSize(2);
    assertThat(all.getFirst()).isEqualTo(tested.json());
    assertThat(ofJob.propertyNames())
        .containsExactly(
            "object",
            "id",
            "event",
            "status",
            "attempts",
            "next_attempt_at",
            "ended_at",
            "last_error");
    assertThat(ofJob.path("status").stringValue()).isEqualTo("pending");
    assertThat(ofJob.path("attempts").intValue()).isZero();
    assertThat(ofJob.at("/event/type").stringValue()).isEqualTo("fine_tuning.job.cancelled");
    assertThat(ofJob.at("/event/data/id").stringValue()).isEqualTo(job);
    assertThat(
            client
                .get(WEBHOOKS + "/" + id + "/deliveries?limit=1&after=" + id(all.getFirst()))
                .json()
                .path("data")
                .valueStream())
        .containsExactly(ofJob);
  }

  @Test
  void aJobThatFailsIsToBeToldAsFailed() {
    String id = create("");
    Job job = platform.jobs().find(job()).orElseThrow();
    platform
        .jobs()
        .apply(
            JobChange.of(
                job.to(
                    new JobState.Failed(
                        Instant.EPOCH,
                        new dev.attune.platform.jobs.JobError("code", "Why", null)))));

    assertThat(deliveries(id).getFirst().at("/event/type").stringValue())
        .isEqualTo("fine_tuning.job.failed");
  }

  private String job() {
    String file = id(client.upload("fine-tune", "{\"messages\":[]}\n").json());
    return id(
        client
            .post(
                "/v1/fine_tuning/jobs",
                "{\"model\":\"base\",\"training_file\":\"%s\"}".formatted(file))
            .json());
  }

  private String create(String more) {
    Answer answer = client.post(WEBHOOKS, "{\"url\":\"https://a.example/\"%s}".formatted(more));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return id(answer.json());
  }

  private List<JsonNode> deliveries(String id) {
    return client
        .get(WEBHOOKS + "/" + id + "/deliveries")
        .json()
        .path("data")
        .valueStream()
        .toList();
  }

  private static String id(JsonNode object) {
    return object.path("id").stringValue();
  }
}
