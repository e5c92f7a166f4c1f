package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.server.hub.FakeHub;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.models.ModelWork;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls over HTTP, from a hub on this machine. */
@SuppressWarnings("NullAway.Init")
final class PullTest {
  private static final String ROUTE = "/attune/v1/models/pull";

  @TempDir private Path data;
  private final FakeHub hub = new FakeHub();
  private TestServer server;
  private Client client;

  @BeforeEach
  void start() {
    server =
        TestServer.start(
            data, "--hub-endpoint", hub.endpoint().toString(), "--hub-token", "hf_secret");
    client = server.client();
  }

  @AfterEach
  void stop() {
    server.close();
    hub.close();
  }

  @Test
  void aPullIsToldFileByFileAndEndsWithTheModel() {
    Answer answer = pull("");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("application/jsonl");
    List<ModelWork> lines = lines(answer);
    assertThat(lines)
        .contains(
            new ModelWork.Progress("config.json", 717, 717),
            new ModelWork.Progress("model.safetensors", 652_040, 652_040));
    assertThat(((ModelWork.Added) lines.getLast()).model().id()).isEqualTo("Tiny.Model");
    assertThat(client.get("/v1/models/Tiny.Model").status()).isEqualTo(200);
  }

  @Test
  void aPulledModelMayHaveANameAndARevision() {
    assertThat(pull(",\"name\":\"mine\",\"revision\":\"v1\"").status()).isEqualTo(200);

    assertThat(hub.asked("/revision/v1")).hasSize(1);
    assertThat(client.get("/v1/models/mine").status()).isEqualTo(200);
  }

  @Test
  void aNameThatIsTakenIsRefusedBeforeTheHubIsAsked() {
    pull(",\"name\":\"mine\"");
    int asked = hub.asked("").size();

    assertThat(pull(",\"name\":\"mine\"").param()).isEqualTo("name");
    assertThat(hub.asked("")).hasSize(asked);
  }

  @Test
  void whatIsAskedWronglyIsRefusedByName() {
    for (String repository : List.of("x", "../x", "a/..", "a/b/c", "a/b?c", "https://a/b")) {
      Answer answer = client.post(ROUTE, "{\"repository\":\"%s\"}".formatted(repository));

      assertThat(answer.status()).as(repository).isEqualTo(400);
      assertThat(answer.param()).isEqualTo("repository");
    }
    assertThat(pull(",\"revision\":\"../x\"").param()).isEqualTo("revision");
    assertThat(hub.asked("")).isEmpty();
  }

  @Test
  void aGatedModelIsRefusedWithWhatToDo() {
    hub.always("/revision/main", FakeHub.status(401));
    assertThat(pull("").status()).isEqualTo(400);
    assertThat(pull("").message())
        .contains("private or gated", hub.endpoint() + "/" + FakeHub.REPOSITORY)
        .contains("ATTUNE_HUB_TOKEN")
        .doesNotContain("hf_secret");

    hub.always("/revision/main", FakeHub.status(403));
    assertThat(pull("").message()).contains("its licence must be accepted first");
  }

  @Test
  void aModelThatIsNotThereIsNotFound() {
    hub.always("/revision/main", FakeHub.status(404));

    assertThat(pull("").status()).isEqualTo(404);
    assertThat(pull("").message())
        .startsWith("The hub has no 'some-owner/Tiny.Model' in revision 'main'. Check the name");
  }

  @Test
  void whatFailsLaterIsTheLastLine() {
    byte[] other = new byte[hub.content("model.safetensors").length];
    hub.always(
        "model.safetensors",
        (exchange, content) -> {
          LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
          FakeHub.body(other).make(exchange, content);
        });

    Answer answer = pull("");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(((ModelWork.Failed) lines(answer).getLast()).error().message())
        .startsWith("model.safetensors did not come as the hub describes it");
    assertThat(client.get("/v1/models/Tiny.Model").status()).isEqualTo(404);
  }

  @Test
  void aPullThatNobodyWaitsForIsBrokenOffAndGoneOnWith() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    hub.once(
        "model.safetensors",
        (exchange, content) -> {
          FakeHub.cutAfter(300_000).make(exchange, content);
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    InputStream lines =
        client
            .exchange(
                client.request(ROUTE).POST(BodyPublishers.ofString(body(""))),
                BodyHandlers.ofInputStream())
            .body();
    assertThat(lines.read()).isEqualTo('{');
    Path part =
        data.resolve("hub/some-owner--Tiny.Model/" + FakeHub.COMMIT + "/model.safetensors.part");
    awaitTrue(() -> part.toFile().length() == 300_000);
    assertThat(pull("").message()).contains("is being pulled already");

    lines.close();

    awaitTrue(() -> pull("").status() == 200);
    end.countDown();
    assertThat(hub.asked("model.safetensors").getLast().range()).isEqualTo("bytes=300000-");
    assertThat(Files.exists(part)).isFalse();
  }

  private static void awaitTrue(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for too long").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private Answer pull(String more) {
    return client.post(ROUTE, body(more));
  }

  private static String body(String more) {
    return "{\"repository\":\"%s\"%s}".formatted(FakeHub.REPOSITORY, more);
  }

  private static List<ModelWork> lines(Answer answer) {
    return answer
        .body()
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> WireJson.mapper().readValue(line, ModelWork.class))
        .toList();
  }
}
