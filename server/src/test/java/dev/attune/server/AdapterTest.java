package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chats with tuned models, whose adapters are loaded into the sampler of their base. */
@SuppressWarnings("NullAway.Init")
final class AdapterTest {
  @TempDir private static Path folder;
  private static QuietPlatform platform;
  private static int projects;

  private Client client;
  private Path adapter;

  @BeforeAll
  static void start() {
    platform = new QuietPlatform(folder);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @BeforeEach
  void beANewClient() throws IOException {
    client = platform.newProject("p" + ++projects);
    adapter = folder.resolve("adapter-" + projects);
    Files.deleteIfExists(folder.resolve("sampler-log"));
  }

  @Test
  void anAdapterIsLoadedOnceAndAskedByItsName() throws IOException {
    String model = tuned("mine");

    assertThat(ask(client, model, "one").status()).isEqualTo(200);
    assertThat(ask(client, model, "two").header("openai-model")).isEqualTo(model);
    assertThat(ask(client, "base", "three").header("openai-model")).isEqualTo("base");
    assertThat(seen())
        .containsExactly(
            "load %s from %s".formatted(model, adapter),
            "chat as %s: one".formatted(model),
            "chat as %s: two".formatted(model),
            "chat as base: three");
  }

  @Test
  void anAdapterIsLoadedAgainIntoTheNextSampler() throws IOException {
    String model = tuned("mine");
    ask(client, model, "die");
    Files.deleteIfExists(folder.resolve("sampler-log"));

    assertThat(ask(client, model, "again").status()).isEqualTo(200);
    assertThat(seen()).contains("load %s from %s".formatted(model, adapter));
  }

  @Test
  void anAdapterThatCannotBeLoadedIsTriedAgainByTheNextQuestion() throws IOException {
    String model = tuned("broken");

    for (int i = 0; i < 2; i++) {
      Answer answer = ask(client, model, "hi");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("model_unavailable");
      assertThat(answer.message()).contains(model);
    }
    assertThat(seen()).filteredOn(line -> line.startsWith("load " + model)).hasSize(2);
  }

  @Test
  void theModelOfAnotherProjectIsAsGoodAsNone() {
    String model = tuned("mine");
    Client other = platform.newProject("other" + projects);

    Answer answer = ask(other, model, "hi");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo(ask(other, "ft:none", "hi").body().replace("ft:none", model));
    assertThat(other.get("/v1/models").body()).doesNotContain(model);
    assertThat(other.get("/v1/models/" + model).status()).isEqualTo(404);
    assertThat(other.delete("/v1/models/" + model).status()).isEqualTo(404);
    assertThat(client.get("/v1/models/" + model).status()).isEqualTo(200);
    assertThat(seen()).isEmpty();
  }

  @Test
  void aProjectWithAPermissionMayAskACheckpointAndNothingElse() {
    String model = tuned("shared");
    Client other = platform.newProjectOf("p" + projects, "guest" + projects);
    Client admin = platform.admin("p" + projects);
    String permissions = "/v1/fine_tuning/checkpoints/" + model + "/permissions";
    assertThat(ask(other, model, "hi").status()).isEqualTo(404);

    Answer made =
        admin.post(permissions, "{\"project_ids\":[\"proj_guest%d\"]}".formatted(projects));
    assertThat(made.status()).isEqualTo(200);
    assertThat(made.json().path("data").get(0).path("object").stringValue())
        .isEqualTo("checkpoint.permission");
    assertThat(ask(other, model, "hi").status()).isEqualTo(200);
    assertThat(other.delete("/v1/models/" + model).status()).isEqualTo(404);
    assertThat(admin.get(permissions).json()).isEqualTo(made.json());
    assertThat(admin.get(permissions + "?project_id=proj_none").json().path("data").isEmpty())
        .isTrue();
    assertThat(
            admin
                .post(permissions, "{\"project_ids\":[\"proj_guest%d\"]}".formatted(projects))
                .json())
        .as("made again")
        .isEqualTo(made.json());

    String id = made.json().path("data").get(0).path("id").stringValue();
    assertThat(admin.delete(permissions + "/" + id).json().path("deleted").booleanValue()).isTrue();
    assertThat(ask(other, model, "hi").status()).isEqualTo(404);
    assertThat(admin.delete(permissions + "/" + id).status()).isEqualTo(404);
  }

  @Test
  void aPermissionThatCannotBeIsRefusedByName() {
    String model = tuned("shared");
    Client admin = platform.admin("p" + projects);
    String permissions = "/v1/fine_tuning/checkpoints/" + model + "/permissions";

    assertThat(admin.post(permissions, "{\"project_ids\":[\"proj_none\"]}").param())
        .isEqualTo("project_ids[0]");
    assertThat(admin.post(permissions, "{\"project_ids\":[]}").param()).isEqualTo("project_ids");
    assertThat(admin.post(permissions, "{\"project_ids\":\"proj_none\"}").param())
        .isEqualTo("project_ids");
    assertThat(admin.get(permissions.replace(model, "ft:none")).status()).isEqualTo(404);
    assertThat(client.get(permissions).status()).isEqualTo(403);
    assertThat(admin.get(permissions + "?order=asc").param()).isEqualTo("order");
    assertThat(admin.get(permissions + "?limit=0&after=after").status()).isEqualTo(200);
    platform.newProject("foreign" + projects);
    assertThat(platform.admin("foreign" + projects).get(permissions).body())
        .isEqualTo(
            platform
                .admin("foreign" + projects)
                .get(permissions.replace(model, "ft:none"))
                .body()
                .replace("ft:none", model));
  }

  /** A tuned model of this test's project. */
  private String tuned(String suffix) {
    String file = client.upload("fine-tune", "{\"messages\":[]}\n").json().path("id").stringValue();
    String job =
        client
            .post(
                "/v1/fine_tuning/jobs",
                "{\"model\":\"base\",\"training_file\":\"%s\"}".formatted(file))
            .json()
            .path("id")
            .stringValue();
    String name = "ft:base:p%d:%s:12345678".formatted(projects, suffix);
    platform.addTuned("p" + projects, job, name, adapter);
    return name;
  }

  private static Answer ask(Client client, String model, String wish) {
    return client.post(
        "/v1/chat/completions",
        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(model, wish));
  }

  private static List<String> seen() {
    Path log = folder.resolve("sampler-log");
    try {
      return Files.exists(log)
          ? Files.readAllLines(log).stream().filter(line -> !line.equals("started")).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
