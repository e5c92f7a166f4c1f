package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.errors.BadRequestException;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.FineTuningJobWandbIntegration;
import com.openai.models.finetuning.jobs.JobCreateParams;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** OpenAI's Java SDK asks for runs of Weights and Biases, and a real job fills them. */
final class IntegrationsTest {
  /** Long enough to go on while the receiver is away. */
  private static final int EPOCHS = 30;

  @Test
  void aJobIsReportedThroughAnOutageAndAKilledServer(@TempDir Path folder) throws IOException {
    try (WandbReceiver wandb = new WandbReceiver();
        ServerProcess server = start(folder, wandb)) {
      server.addStarterModel();
      OpenAIClient client = server.client();
      wandb.failsAfterTheFirstNumbers();
      String id = client.fineTuning().jobs().create(job(client)).id();
      ServerProcess.awaitTrue(() -> !wandb.history().isEmpty());
      server.kill();
      server.restart();
      FineTuningJob job = Samples.awaitEnd(server.client(), id);
      assertThat(wandb.exitCode()).isNegative();
      wandb.answers(200);
      ServerProcess.awaitTrue(() -> wandb.exitCode() >= 0);

      assertThat(job.status()).isEqualTo(FineTuningJob.Status.SUCCEEDED);
      assertThat(wandb.exitCode()).isZero();
      assertRun(Objects.requireNonNull(wandb.run()), job);
      assertNumbers(wandb, metrics(server, id));
      FineTuningJobWandbIntegration asked = job.integrations().orElseThrow().getFirst().wandb();
      assertThat(runId(server, id)).isEqualTo(id);
      assertThat(asked.project()).isEqualTo("tickets");
      assertThat(asked.entity()).isEmpty();
      assertThat(asked.tags().orElseThrow()).containsExactly("mine");
      assertThat(messages(server, id))
          .contains(
              "Weights & Biases run created: %s/our-team/tickets/runs/%s"
                  .formatted(wandb.url(), id));
      ServerProcess.awaitTrue(() -> occurrences("train_loss", eventFile(folder, id)) == EPOCHS * 4);
      assertThat(Files.readString(folder.resolve("data/server.log")))
          .doesNotContain(WandbReceiver.KEY);
    }
  }

  @Test
  void withoutAKeyTheJobIsRefused(@TempDir Path folder) {
    try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
      server.addStarterModel();
      OpenAIClient client = server.client();

      assertThatThrownBy(() -> client.fineTuning().jobs().create(job(client)))
          .isInstanceOf(BadRequestException.class)
          .hasMessageContaining("no key for Weights & Biases");
    }
  }

  private static ServerProcess start(Path folder, WandbReceiver wandb) throws IOException {
    Path key = Files.writeString(folder.resolve("wandb-key"), WandbReceiver.KEY + "\n");
    return ServerProcess.start(
        folder.resolve("data"),
        "--checkpoint-every-seconds",
        "1",
        "--wandb-key-file",
        key.toString(),
        "--wandb-base-url",
        wandb.url(),
        "--tensorboard",
        "true");
  }

  /** What TensorBoard would read, as text of single bytes. */
  private static String eventFile(Path folder, String id) {
    try (Stream<Path> files = Files.list(folder.resolve("data/runs/" + id + "/tensorboard"))) {
      return Files.readString(files.findFirst().orElseThrow(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int occurrences(String word, String text) {
    return text.split(word, -1).length - 1;
  }

  private static JobCreateParams job(OpenAIClient client) {
    return Samples.job(client, EPOCHS)
        .validationFile(Samples.upload(client, Samples.validationLines(8)).id())
        .addIntegration(
            JobCreateParams.Integration.builder()
                .wandb(
                    JobCreateParams.Integration.Wandb.builder()
                        .project("tickets")
                        .addTag("mine")
                        .build())
                .build())
        .build();
  }

  private static void assertRun(JsonNode run, FineTuningJob job) {
    assertThat(run.path("name").stringValue()).isEqualTo(job.id());
    assertThat(run.path("displayName").stringValue()).isEqualTo(job.id());
    assertThat(run.path("tags").valueStream().map(JsonNode::stringValue))
        .containsExactly("mine", "openai/finetune", "openai/starter", "openai/" + job.id());
    assertThat(run.path("config").stringValue())
        .contains("\"n_epochs\":" + EPOCHS, "\"batch_size\":4", job.trainingFile());
  }

  private static void assertNumbers(WandbReceiver wandb, List<JsonNode> events) {
    List<JsonNode> lines = wandb.history();
    assertThat(lines.stream().map(line -> line.path("_step").intValue()))
        .isEqualTo(IntStream.rangeClosed(1, EPOCHS * 4).boxed().toList());
    assertThat(events).hasSize(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      for (String name :
          List.of("train_loss", "train_mean_token_accuracy", "valid_loss", "full_valid_loss")) {
        assertThat(lines.get(i).path(name)).as(name).isEqualTo(events.get(i).path(name));
      }
    }
    assertThat(Objects.requireNonNull(wandb.summary()).path("full_valid_loss"))
        .isEqualTo(lines.getLast().path("full_valid_loss"));
  }

  /** The data of the events of steps, oldest first. */
  private static List<JsonNode> metrics(ServerProcess server, String id) {
    return events(server, id)
        .filter(event -> event.path("type").asString("").equals("metrics"))
        .map(event -> event.path("data"))
        .toList()
        .reversed();
  }

  private static List<String> messages(ServerProcess server, String id) {
    return events(server, id).map(event -> event.path("message").stringValue()).toList();
  }

  /** OpenAI's SDKs do not know it. */
  private static String runId(ServerProcess server, String id) {
    return WireJson.mapper()
        .readTree(server.send("GET", "/v1/fine_tuning/jobs/" + id, "").body())
        .at("/integrations/0/wandb/run_id")
        .stringValue();
  }

  private static Stream<JsonNode> events(ServerProcess server, String id) {
    String path = "/v1/fine_tuning/jobs/%s/events?limit=1000".formatted(id);
    return WireJson.mapper()
        .readTree(server.send("GET", path, "").body())
        .path("data")
        .valueStream();
  }
}
