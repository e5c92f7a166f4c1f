package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.openai.client.OpenAIClient;
import com.openai.models.finetuning.jobs.FineTuningJob;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Code that the pages show, and that the dashboard offers for a new job, runs as it stands; only
 * the usual address is replaced by that of a server of this test.
 */
@SuppressWarnings("NullAway.Init")
final class SnippetsTest {
  private static final Path FORM =
      ServerProcess.ROOT.resolve("server/src/main/resources/dev/attune/server/pages/new-job.js");

  private static final String MIGRATION = "docs/migrate-from-openai.md";

  private static final String JOB =
      """
      {"model": "starter", "training_file": "%s", "validation_file": "%s", "suffix": "mine", "seed": 7,
       "method": {"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 1, "batch_size": 4}}},
       "attune": {"rank": 4}}\
      """;

  @TempDir private static Path place;
  private static ServerProcess server;

  /** Where a snippet lies, with what it may read. */
  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = ServerProcess.start(place.resolve("attune-data"));
    server.addStarterModel();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private Programs programs;

  @BeforeEach
  void lay() throws IOException {
    programs = new Programs(folder, server);
    Files.createDirectory(folder.resolve("attune-data"));
    Files.writeString(folder.resolve("attune-data/first-key"), server.key());
    Files.write(folder.resolve("train.jsonl"), Samples.trainingLines(16));
  }

  @Test
  void javaReachesTheServerBeforeAndAfterTheChange() throws IOException, InterruptedException {
    for (PageBlock block : blocks(MIGRATION, "java", 2)) {
      String said =
          programs.java(block.text() + "\nclient.models().list().items().forEach(IO::println);");

      assertThat(said).as(block.text()).contains("id=starter");
    }
  }

  @Test
  void nodeReachesTheServerBeforeAndAfterTheChange() throws IOException, InterruptedException {
    Node.install(folder);
    for (PageBlock block : blocks(MIGRATION, "js", 2)) {
      String said =
          programs.node(
              """
              import OpenAI from 'openai';
              %s
              for await (const model of client.models.list()) console.log(model.id);
              """
                  .formatted(block.text()));

      assertThat(said).as(block.text()).contains("starter");
    }
  }

  @Test
  void pythonNeedsNoMoreThanAnAddressAndAKey() throws IOException, InterruptedException {
    for (PageBlock block : blocks(MIGRATION, "python", 2)) {
      programs.python(
          "from openai import OpenAI\n%s\nprint(client.models.list())".formatted(block.text()));
    }
  }

  @Test
  void theScriptOfTheReadmeIsPython() throws IOException, InterruptedException {
    programs.python(blocks("README.md", "python", 1).getFirst().text());
  }

  @Test
  void theCodeThatTheDashboardOffersMakesTheJob() throws IOException, InterruptedException {
    Node.install(folder);
    OpenAIClient client = server.client();
    String file = Samples.upload(client, Samples.trainingLines(16)).id();
    JsonNode code = code(JOB.formatted(file, file));

    for (String said :
        List.of(
            programs.run("bash", "-c", code.path("curl").stringValue()),
            programs.node(code.path("node").stringValue()),
            programs.java(code.path("java").stringValue()))) {
      FineTuningJob job = client.fineTuning().jobs().retrieve(jobId(said));
      assertThat(job.seed()).isEqualTo(7);
      assertThat(job.trainingFile()).isEqualTo(file);
      assertThat(job.validationFile()).contains(file);
      assertThat(job.method().orElseThrow().toString()).contains("integer=4", "integer=1");
      assertThat(job.toString()).contains("rank=4");
    }
  }

  @Test
  void thePythonThatTheDashboardOffersIsPython() throws IOException, InterruptedException {
    assumeTrue(Node.isInstalled("node"), "Node is not installed");
    programs.python(code(JOB.formatted("file-a", "file-b")).path("python").stringValue());
  }

  @Test
  void aSnippetThatIsWrongIsFound() {
    assumeTrue(Node.isInstalled("python3"), "Python is not installed");
    assertThatThrownBy(() -> programs.python("client = OpenAI(url='http://127.0.0.1')"))
        .hasMessageContaining("AssertionError");
    assertThatThrownBy(() -> programs.java("OpenAIClient client = OpenAIOkHttpClient.of();"))
        .hasMessageContaining("cannot find symbol");
  }

  /** What the form shows for a job, by language. */
  private JsonNode code(String job) throws IOException, InterruptedException {
    String form = Files.readString(FORM);
    String languages =
        form.substring(form.indexOf("  const literal = "), form.indexOf("  const code = "));
    return WireJson.mapper()
        .readTree(
            programs.node(
                """
                %s
                const shown = Object.entries(CODE).map(([name, of]) => [name, of(%s, '%s')]);
                console.log(JSON.stringify(Object.fromEntries(shown)));
                """
                    .formatted(languages, job, server.baseUrl())));
  }

  private static String jobId(String said) {
    return said.replaceAll("(?s).*(ftjob-\\w+).*", "$1");
  }

  private static List<PageBlock> blocks(String page, String language, int count)
      throws IOException {
    List<PageBlock> blocks =
        PageBlock.ofAllPages().stream()
            .filter(block -> block.page().equals(page) && block.language().equals(language))
            .filter(block -> block.isRunBy(SnippetsTest.class))
            .toList();
    assertThat(blocks).hasSize(count);
    return blocks;
  }
}
