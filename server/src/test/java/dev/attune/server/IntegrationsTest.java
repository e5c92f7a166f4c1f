package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.jobs.Tracking;
import dev.attune.wire.json.WireJson;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What clients may ask of a job's integrations, and see of them. */
@SuppressWarnings("NullAway.Init")
final class IntegrationsTest {
  private static final String JOBS = "/v1/fine_tuning/jobs";
  private static final String WANDB = "{\"type\":\"wandb\",\"wandb\":{\"project\":\"p\"}}";

  @TempDir private Path folder;
  private QuietPlatform platform;
  private Client client;

  @AfterEach
  void close() {
    platform.close();
  }

  private void open(Tracking.Service... services) {
    platform = new QuietPlatform(folder, InstantSource.system(), Set.of(services));
    client = platform.newProject("ours");
  }

  @Test
  void withoutAKeyAnIntegrationIsRefusedAndNoJobIsMade() {
    open();

    Answer answer = create(WANDB);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/error/type").stringValue()).isEqualTo("invalid_request_error");
    assertThat(answer.param()).isEqualTo("integrations");
    assertThat(answer.message()).contains("no key for Weights & Biases");
    assertThat(client.get(JOBS).json().path("data").isEmpty()).isTrue();
  }

  @Test
  void anIntegrationIsEchoedWithTheJobsOwnIdAsItsRun() {
    open(Tracking.Service.WANDB);

    JsonNode job =
        create(
                WANDB
                    + ",{\"type\":\"wandb\",\"wandb\":{\"project\":\"q\",\"name\":\"n\",\"entity\":\"e\",\"tags\":[\"a\",\"b\"]}}")
            .json();

    String id = job.path("id").stringValue();
    String expected =
        ("[{\"type\":\"wandb\",\"wandb\":{\"project\":\"p\",\"entity\":null,\"tags\":[],\"run_id\":\"ID\"}},"
                + "{\"type\":\"wandb\",\"wandb\":{\"project\":\"q\",\"name\":\"n\",\"entity\":\"e\",\"tags\":[\"a\",\"b\"],\"run_id\":\"ID\"}}]")
            .replace("ID", id);
    assertThat(WireJson.text(job.path("integrations"))).isEqualTo(expected);
    assertThat(WireJson.text(client.get(JOBS + "/" + id).json().path("integrations")))
        .isEqualTo(expected);
  }

  @Test
  void twoRunsInOneProjectAreRefused() {
    open(Tracking.Service.WANDB);

    Answer answer = create(WANDB + "," + WANDB.replace("\"p\"", "\"p\",\"name\":\"other\""));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.param()).isEqualTo("integrations");
  }

  @Test
  void whatTheOperatorTracksIsNotShownToClients() {
    open(Tracking.Service.MLFLOW, Tracking.Service.TENSORBOARD);

    assertThat(create("").json().path("integrations").isEmpty()).isTrue();
  }

  private Answer create(String integrations) {
    String file = client.upload("fine-tune", "{\"messages\":[]}\n").json().path("id").stringValue();
    return client.post(
        JOBS,
        "{\"model\":\"base\",\"training_file\":\"%s\",\"integrations\":[%s]}"
            .formatted(file, integrations));
  }
}
