package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports over HTTP, by a process that stands where the real one would. */
@SuppressWarnings("NullAway.Init")
final class ExportTest {
  private static final String ROUTE = "/attune/v1/models/base/export";

  @TempDir private static Path folder;
  private static TestServer server;
  private static Client client;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start(folder.resolve("data"));
    client = server.client();
    Path model = Files.createDirectory(folder.resolve("base"));
    Files.writeString(model.resolve("config.json"), "{}");
    client.post("/attune/v1/models", "{\"directory\":\"%s\"}".formatted(model));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void anExportIsToldLineByLine() {
    Answer answer = export("out");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("application/jsonl");
    assertThat(lines(answer))
        .containsExactly(
            new ModelWork.Progress("writing", 1, 2),
            new ModelWork.Checked("logits", true, "equal"),
            new ModelWork.Exported(folder.resolve("out").toString(), List.of("base"), 7));
  }

  @Test
  void whatIsRefusedAtOnceIsAnErrorOfItsOwn() {
    assertThat(export("taken").status()).isEqualTo(400);
    assertThat(export("taken").param()).isEqualTo("directory");
    assertThat(client.post(ROUTE, "{\"format\":\"gguf\",\"directory\":\"out\"}").message())
        .contains("'out' is not the absolute path");
    assertThat(client.post("/attune/v1/models/other/export", body("out")).status()).isEqualTo(404);
  }

  @Test
  void whatFailsLaterIsTheLastLine() {
    ModelWork.Failed full = (ModelWork.Failed) lines(export("full")).getLast();
    assertThat(full.error().code()).isEqualTo("storage_full");

    ModelWork.Failed broken = (ModelWork.Failed) lines(export("breaks")).getLast();
    assertThat(broken.error().code()).isEqualTo("worker_failed");
    assertThat(broken.error().message()).contains("Mostly memory is short").contains("export.log");
  }

  @Test
  void anExportThatNobodyWaitsForIsBrokenOff() throws IOException {
    InputStream lines =
        client
            .exchange(
                client.request(ROUTE).POST(BodyPublishers.ofString(body("slow"))),
                BodyHandlers.ofInputStream())
            .body();
    assertThat(lines.read()).isEqualTo('{');
    assertThat(export("out").message()).startsWith("Another model is being exported.");

    lines.close();

    awaitTrue(() -> Files.exists(folder.resolve("ended")));
    awaitTrue(() -> export("out").status() == 200);
  }

  private static void awaitTrue(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for too long").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static Answer export(String directory) {
    return client.post(ROUTE, body(directory));
  }

  private static String body(String directory) {
    return "{\"format\":\"gguf\",\"directory\":\"%s\"}".formatted(folder.resolve(directory));
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
