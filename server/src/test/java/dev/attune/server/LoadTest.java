package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.json.WireJson;
import dev.attune.wire.models.ModelWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads over HTTP, by a process that stands where the real sampler would. */
@SuppressWarnings("NullAway.Init")
final class LoadTest {
  private static final String ROUTE = "/attune/v1/models/base/load";

  @TempDir private Path folder;
  private Path model;
  private TestServer server;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(folder.resolve("data"));
    client = server.client();
    model = Files.createDirectory(folder.resolve("base"));
    Files.writeString(model.resolve("config.json"), "{}");
    client.post("/attune/v1/models", "{\"directory\":\"%s\"}".formatted(model));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aLoadIsToldLineByLineAndIsNoneAgain() throws IOException {
    Files.createFile(model.resolve("slow"));

    Answer first = client.post(ROUTE, "");
    Answer second = client.post(ROUTE, "");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("content-type")).startsWith("application/jsonl");
    assertThat(lines(first)).startsWith(new ModelWork.Progress("base", 1, 2));
    assertThat(lines(first).getLast()).isEqualTo(new ModelWork.Loaded("base"));
    assertThat(lines(second)).containsExactly(new ModelWork.Loaded("base"));
    assertThat(Files.readAllLines(model.resolve("sampler-log"))).containsExactly("started");
  }

  @Test
  void aModelThatCannotBeLoadedIsAnError() throws IOException {
    Files.createFile(model.resolve("crash"));

    assertThat(client.post(ROUTE, "").status()).isEqualTo(503);
  }

  @Test
  void aModelThatIsNotThereIsNotFound() {
    assertThat(client.post("/attune/v1/models/other/load", "").status()).isEqualTo(404);
  }

  private static List<ModelWork> lines(Answer answer) {
    return answer
        .body()
        .lines()
        .map(line -> WireJson.mapper().readValue(line, ModelWork.class))
        .toList();
  }
}
