package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.models.Model;
import dev.attune.wire.models.ModelWork;
import dev.attune.wire.models.PullModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PullTest {
  private static final String REPOSITORY = "Qwen/Qwen3-0.6B";
  private static final ModelWork ADDED =
      new ModelWork.Added(new Model("Qwen3-0.6B", 1_700_000_000, "system"));

  private final FakeServer server = new FakeServer();
  private final Cli cli =
      new Cli(Path.of(""))
          .set("ATTUNE_BASE_URL", server.baseUrl())
          .set("ATTUNE_API_KEY", "sk-test");

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPulledModelIsItsName() {
    answers(new ModelWork.Progress("config.json", 1, 2), ADDED);

    assertThat(cli.run("models", "pull", REPOSITORY))
        .isEqualTo(new Cli.Result(0, "Qwen3-0.6B\n", ""));
    assertThat(asked()).isEqualTo(new PullModel(REPOSITORY, null, null));
  }

  @Test
  void aRevisionAndANameAreHandedOn() {
    answers(ADDED);

    cli.run("models", "pull", REPOSITORY, "--revision", "v1", "--name", "mine");

    assertThat(asked()).isEqualTo(new PullModel(REPOSITORY, "v1", "mine"));
  }

  @Test
  void aPersonAtATerminalSeesOneBarOverAllFiles() {
    answers(
        new ModelWork.Progress("config.json", 1 << 20, 1 << 20),
        new ModelWork.Progress("model.safetensors", 1 << 20, 3 << 20),
        ADDED);

    assertThat(cli.atATerminal().run("models", "pull", REPOSITORY).out())
        .contains("model.safetensors")
        .contains("2/4 MB")
        .endsWith("Qwen3-0.6B\n");
  }

  @Test
  void aFailureIsOneLineAndAnExitCode() {
    answers(
        new ModelWork.Progress("config.json", 1, 2),
        new ModelWork.Failed(
            new ErrorBody.Fields("The hub does not answer.", "server_error", null, null)));

    assertThat(cli.run("models", "pull", REPOSITORY))
        .isEqualTo(new Cli.Result(1, "", "The hub does not answer.\n"));
  }

  @Test
  void jsonIsWhatTheServerSaid() {
    answers(new ModelWork.Progress("config.json", 1, 2), ADDED);

    assertThat(cli.run("--json", "models", "pull", REPOSITORY).out())
        .isEqualTo(
            """
            {"type":"progress","name":"config.json","done":1,"total":2}
            {"type":"added","model":{"id":"Qwen3-0.6B","object":"model","created":1700000000,"owned_by":"system"}}
            """);
  }

  private PullModel asked() {
    return PullModel.read(WireJson.parse(server.last().body(), JsonLimits.SMALL));
  }

  private void answers(ModelWork... lines) {
    String body =
        Arrays.stream(lines).map(line -> WireJson.text(line) + "\n").collect(Collectors.joining());
    server.on(
        "POST",
        "/attune/v1/models/pull",
        _ -> new FakeServer.Reply(200, "application/jsonl", body));
  }
}
