package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.cli.quickstart.ServerLauncher;
import dev.attune.wire.chat.ChatCompletion;
import dev.attune.wire.chat.ChatCompletionRequest;
import dev.attune.wire.chat.FinishReason;
import dev.attune.wire.chat.ServiceTier;
import dev.attune.wire.chat.Usage;
import dev.attune.wire.finetuning.JobStatus;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.lists.Listing;
import dev.attune.wire.lists.Page;
import dev.attune.wire.models.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuickstartTest {
  @TempDir Path directory;
  private final FakeServer server = new FakeServer();
  private final FakeLauncher launcher = new FakeLauncher();
  private Cli cli = new Cli(Path.of(""));

  /** A server process whose birth turns the fake server's health good. */
  private final class FakeLauncher implements ServerLauncher, ServerLauncher.Launched {
    private final List<List<String>> commands = new ArrayList<>();
    private boolean dies;
    private boolean stopped;

    @Override
    public Launched launch(List<String> command, Path log) {
      commands.add(command);
      try {
        Files.createDirectories(log.getParent());
        Files.writeString(log, "Attune 0.1\nport 8080 is taken\n");
        Files.writeString(log.resolveSibling("first-key"), "sk-first");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (!dies) {
        server.on("GET", "/healthz", "ok");
      }
      return this;
    }

    @Override
    public long pid() {
      return 4_711;
    }

    @Override
    public boolean isAlive() {
      return !dies && !stopped;
    }

    @Override
    public void stop() {
      stopped = true;
    }
  }

  @BeforeEach
  void install() throws IOException {
    Path home = directory.resolve("project/target/attune");
    Path starter = home.resolve("starter");
    Files.createDirectories(starter.resolve("model"));
    for (String part : List.of("train", "valid")) {
      Files.writeString(starter.resolve("support-tickets-%s.jsonl".formatted(part)), "{}\n");
    }
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      lines.append(
          "{\"messages\":[{\"role\":\"user\",\"content\":\"ticket %d\"},".formatted(i)
              + "{\"role\":\"assistant\",\"content\":\"route %d\"}]}\n".formatted(i));
    }
    Files.writeString(starter.resolve("support-tickets-test.jsonl"), lines);
    cli = new Cli(directory).home(home).launches(launcher);

    server.on("GET", "/v1/models", new Listing<>(List.of()));
    server.on("POST", "/attune/v1/models", new Model("starter", 1, "system"));
    server.on("POST", "/v1/files", Samples.FILE);
    server.on("POST", "/v1/fine_tuning/jobs", Samples.job(JobStatus.VALIDATING_FILES));
    server.on("GET", "/v1/fine_tuning/jobs/ftjob-1", Samples.job(JobStatus.SUCCEEDED));
    server.on("GET", "/v1/fine_tuning/jobs/ftjob-1/events", new Page<>(List.of(), false));
    answersRightAfterTuning(10);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aModelThatLearntEndsWithZeroAndTheServerIsStopped() {
    Cli.Result result = run("--exit");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(launcher.commands)
        .containsExactly(
            List.of(
                directory.resolve("project/attune").toString(),
                "serve",
                "--port",
                Integer.toString(server.port()),
                "--data-dir",
                directory.resolve("attune-data").toString()));
    assertThat(launcher.stopped).isTrue();
    assertThat(result.out())
        .contains("The server is at " + server.baseUrl())
        .contains("Base model: starter")
        .contains("Uploaded support-tickets-train.jsonl as file-1")
        .contains("Uploaded support-tickets-valid.jsonl as file-1")
        .contains(
            """
            HELD-OUT EXAMPLES  BEFORE         AFTER
            exact match        0 of 10 (0 %)  10 of 10 (100 %)
            """)
        .contains("ticket 0  route 0   no idea  route 0\n")
        .contains("you:    ticket 9\nmodel:  route 9\n")
        .contains("curl " + server.baseUrl() + "/chat/completions")
        .contains("\"model\": \"" + Samples.TUNED + "\"")
        .contains("client = OpenAI(base_url=\"" + server.baseUrl() + "\", api_key=\"sk-first\")");
  }

  @Test
  void aModelThatLearntLittleEndsWithOne() {
    answersRightAfterTuning(2);

    Cli.Result result = run("--exit");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("exact match        0 of 10 (0 %)  2 of 10 (20 %)");
    assertThat(launcher.stopped).isTrue();
  }

  @Test
  void withoutExitTheServerGoesOn() {
    Cli.Result result = run();

    assertThat(result.exitCode()).isZero();
    assertThat(launcher.stopped).isFalse();
    assertThat(result.out())
        .endsWith("The server goes on as process 4711. Stop it with: kill 4711\n");
  }

  @Test
  void aServerThatRunsAlreadyIsUsedAndLeftAlone() throws IOException {
    server.on("GET", "/healthz", "ok");
    Files.createDirectories(directory.resolve("attune-data"));
    Files.writeString(directory.resolve("attune-data/first-key"), "sk-other");

    Cli.Result result = run("--exit");

    assertThat(result.exitCode()).isZero();
    assertThat(launcher.commands).isEmpty();
    assertThat(launcher.stopped).isFalse();
    assertThat(server.last().key()).isEqualTo("Bearer sk-other");
  }

  @Test
  void aServerThatDiesAtOnceTellsItsLastWords() {
    launcher.dies = true;

    Cli.Result result = run("--exit");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo("The server ended at once. It said: Attune 0.1 | port 8080 is taken.\n");
  }

  @Test
  void aFailedJobIsSaidAndTheServerIsStopped() {
    server.on("GET", "/v1/fine_tuning/jobs/ftjob-1", Samples.job(JobStatus.FAILED));

    Cli.Result result = run();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo("The job ftjob-1 is failed: Training file has 3 example(s).\n");
    assertThat(launcher.stopped).isTrue();
  }

  @Test
  void anInstallationWithoutTheStarterModelIsNamed() throws IOException {
    Files.delete(directory.resolve("project/target/attune/starter/model"));

    Cli.Result result = run();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("starter/model is missing").hasLineCount(1);
    assertThat(launcher.commands).isEmpty();
  }

  private Cli.Result run(String... more) {
    List<String> arguments = new ArrayList<>(List.of("quickstart", "--port"));
    arguments.add(Integer.toString(server.port()));
    arguments.addAll(List.of(more));
    return cli.run(arguments.toArray(String[]::new));
  }

  /** The tuned model knows the routes of so many tickets; the base model knows none. */
  private void answersRightAfterTuning(int known) {
    server.on(
        "POST",
        "/v1/chat/completions",
        received -> {
          ChatCompletionRequest request =
              ChatCompletionRequest.read(WireJson.parse(received.body(), JsonLimits.CHAT));
          int ticket = received.body().charAt(received.body().indexOf("ticket ") + 7) - '0';
          boolean knows = request.model().equals(Samples.TUNED) && ticket < known;
          String answer = knows ? "route " + ticket : "no idea";
          return request.streaming().stream()
              ? ChatTest.stream(answer)
              : FakeServer.Reply.json(completion(request.model(), answer));
        });
  }

  private static ChatCompletion completion(String model, String text) {
    return new ChatCompletion(
        "chatcmpl-1",
        1_700_000_000,
        model,
        List.of(
            new ChatCompletion.Choice(0, ChatCompletion.Message.of(text), null, FinishReason.STOP)),
        Usage.of(3, 1, 0),
        ServiceTier.DEFAULT,
        null);
  }
}
