package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chats through the server to a program that stands where the real sampler would. */
@SuppressWarnings("NullAway.Init")
final class ChatTest {
  private static final String DIED = "The model's process ended while it answered. Ask again.";

  @TempDir private static Path folder;
  private static Path model;
  private static TestServer server;
  private static Client client;

  @BeforeAll
  static void start() throws IOException {
    model = Files.createDirectory(folder.resolve("tiny"));
    Files.writeString(model.resolve("config.json"), "{}");
    server =
        TestServer.start(folder.resolve("data"), "--alias", "gpt-4o-mini=tiny", "--max-chats", "2");
    client = server.client();
    client.post("/attune/v1/models", "{\"directory\":\"%s\"}".formatted(model));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void forgetWhatWasSeen() throws IOException {
    Files.deleteIfExists(model.resolve("sampler-log"));
  }

  @Test
  void anAnswerComesBackAsTheSamplerGaveIt() {
    Answer answer = client.post("/v1/chat/completions", question("tiny", "hello", false));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("choices").path(0).path("message").path("content").stringValue())
        .isEqualTo("hello");
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("openai-model")).isEqualTo("tiny");
  }

  @Test
  void anAliasIsAskedByTheNameOfItsBase() {
    client.post("/v1/chat/completions", question("gpt-4o-mini", "hi", false));

    assertThat(seen()).contains("chat as tiny: hi");
  }

  @Test
  void aStreamComesChunkByChunkToItsEnd() {
    HttpResponse<String> answer = ask("3", BodyHandlers.ofString());

    assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-cache");
    assertThat(List.of(answer.body().split("\n\n")))
        .hasSize(4)
        .allMatch(event -> event.startsWith("data: "))
        .last()
        .isEqualTo("data: [DONE]");
    assertThat(answer.body())
        .contains("part 0", "part 2")
        .doesNotContain("\"error\"")
        .doesNotContain(": usage");
  }

  @Test
  void theFirstChunkIsThereLongBeforeTheLast() throws IOException {
    HttpResponse<InputStream> answer = ask("forever", BodyHandlers.ofInputStream());

    try (InputStream body = answer.body()) {
      assertThat(new String(body.readNBytes(6), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo("data: ");
    }
  }

  @Test
  void aClientThatLeavesMakesTheSamplerStop() throws IOException {
    ask("forever", BodyHandlers.ofInputStream()).body().close();

    awaitSeen("stopped");
  }

  @Test
  void aSamplerThatDiesInAStreamEndsItWithAnErrorAndTheNextOneAnswers() {
    String body = ask("die", BodyHandlers.ofString()).body();

    assertThat(body).startsWith("data: {\"id\"").endsWith("\n\n").doesNotContain("[DONE]");
    assertThat(body)
        .contains("data: {\"error\":{\"message\":\"%s\",\"type\":\"server_error\"".formatted(DIED));
    assertThat(client.post("/v1/chat/completions", question("tiny", "again", false)).status())
        .isEqualTo(200);
  }

  @Test
  void aSamplerThatDiesBeforeItAnswersIsAnError() {
    Answer answer = client.post("/v1/chat/completions", question("tiny", "die", false));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.message()).isEqualTo(DIED);
    assertThat(answer.code()).isEqualTo("model_process_ended");
    assertThat(seen()).filteredOn("chat as tiny: die"::equals).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aSamplerThatSaysWhyItFailsIsNotSpokenOver() {
    String body = ask("fail", BodyHandlers.ofString()).body();

    assertThat(body).containsOnlyOnce("\"error\"").doesNotContain(DIED);
  }

  @Test
  void whatTheSamplerRefusesIsRefusedInItsWords() {
    Answer plain = client.post("/v1/chat/completions", question("tiny", "refuse", false));
    Answer stream = client.post("/v1/chat/completions", question("tiny", "refuse", true));

    for (Answer answer : List.of(plain, stream)) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.message()).isEqualTo("No.");
      assertThat(answer.header("content-type")).isEqualTo("application/json");
    }
  }

  @Test
  void whatIsWrongByTheWireNeverReachesASampler() {
    Answer noModel = client.post("/v1/chat/completions", "{\"messages\":[]}");
    Answer wrong =
        client.post(
            "/v1/chat/completions",
            "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"temperature\":9}");
    Answer tools =
        client.post(
            "/v1/chat/completions",
            "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}");
    Answer unknown = client.post("/v1/chat/completions", question("nobody", "x", false));

    assertThat(noModel.param()).isEqualTo("model");
    assertThat(wrong.param()).isEqualTo("temperature");
    assertThat(tools.code()).isEqualTo("unsupported_parameter");
    assertThat(tools.param()).isEqualTo("tools");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.message())
        .isEqualTo("The model `nobody` does not exist or you do not have access to it.");
    assertThat(seen()).isEmpty();
  }

  @Test
  void moreChatsThanAllowedAreAskedToComeAgain() throws IOException {
    InputStream first = ask("forever", BodyHandlers.ofInputStream()).body();
    InputStream second = ask("forever", BodyHandlers.ofInputStream()).body();

    Answer third = client.post("/v1/chat/completions", question("tiny", "hello", false));
    first.close();
    second.close();

    assertThat(third.status()).isEqualTo(429);
    assertThat(third.code()).isEqualTo("rate_limit_exceeded");
    assertThat(third.header("retry-after")).isEqualTo("1");
    awaitTrue(() ->
        client.post("/v1/chat/completions", question("tiny", "hello", false)).status() == 200);
  }

  @Test
  void everyAnswerSaysWhatIsLeftOfTheMinute() {
    Answer good = client.post("/v1/chat/completions", question("tiny", "hello", false));
    Answer refused = client.post("/v1/chat/completions", question("nobody", "x", false));

    for (Answer answer : List.of(good, refused)) {
      assertThat(answer.header("x-ratelimit-limit-requests")).isEqualTo("30000");
      assertThat(answer.header("x-ratelimit-limit-tokens")).isEqualTo("150000000");
      assertThat(answer.header("x-ratelimit-remaining-requests")).matches("29999|30000|2999\\d");
      assertThat(answer.header("x-ratelimit-reset-requests")).matches("\\d+ms");
    }
  }

  @Test
  void aKeyThatAsksTooOftenIsToldWhenToComeAgain() throws IOException {
    try (TestServer strict =
        TestServer.start(folder.resolve("strict"), "--requests-per-minute", "2")) {
      String body = question("nobody", "x", false);
      Client other =
          strict
              .client()
              .withKey(
                  strict
                      .client()
                      .post("/attune/v1/keys", "{\"name\":\"b\"}")
                      .json()
                      .path("key")
                      .stringValue());
      strict.client().post("/v1/chat/completions", body);
      strict.client().post("/v1/chat/completions", body);

      Answer third = strict.client().post("/v1/chat/completions", body);

      assertThat(third.status()).isEqualTo(429);
      assertThat(third.json().path("error").path("type").stringValue()).isEqualTo("requests");
      assertThat(Integer.parseInt(third.header("retry-after"))).isBetween(25, 30);
      assertThat(other.post("/v1/chat/completions", body).status()).isEqualTo(404);
      assertThat(strict.client().get("/v1/models").status()).isEqualTo(200);
    }
  }

  private static <T> HttpResponse<T> ask(String wish, HttpResponse.BodyHandler<T> handler) {
    return client.exchange(
        client
            .request("/v1/chat/completions")
            .POST(BodyPublishers.ofString(question("tiny", wish, true))),
        handler);
  }

  private static String question(String name, String wish, boolean stream) {
    return "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(name, stream, wish);
  }

  private static List<String> seen() {
    Path log = model.resolve("sampler-log");
    try {
      return Files.exists(log) ? Files.readAllLines(log) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitSeen(String line) {
    awaitTrue(() -> seen().contains(line));
  }

  private static void awaitTrue(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for too long").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
