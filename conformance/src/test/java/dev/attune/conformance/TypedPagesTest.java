package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.models.admin.organization.projects.ProjectCreateParams;
import com.openai.models.admin.organization.projects.serviceaccounts.ServiceAccountCreateParams;
import com.openai.models.finetuning.jobs.JobCreateParams;
import com.openai.services.blocking.admin.organization.ProjectService;
import dev.attune.conformance.Desk.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the pages say to type is typed, each page in its order into one shell. A page that starts a
 * server talks with that one, in its own folder; the others talk with one that is there and has the
 * starter model.
 */
@SuppressWarnings("NullAway.Init")
final class TypedPagesTest {
  private static final String THEIRS = "gpt-4o-mini-2024-07-18";
  private static final Pattern REMEDY = Pattern.compile("`(attune [^`]+)`");

  /** Commands that the page on troubles names without what they are about. */
  private static final Map<String, String> WHOLE =
      Map.of(
          "attune models add", " target/attune/starter/model --name put-back",
          "attune estimate", " --model starter --training-file train.jsonl",
          "attune files check", " train.jsonl --model starter");

  @TempDir private static Path place;
  private static StarterHub hub;
  private static ServerProcess server;
  private static Map<String, String> standIns;

  @BeforeAll
  static void start() {
    hub = new StarterHub();
    server = ServerProcess.start(place.resolve("data"), "--hub-endpoint", hub.endpoint());
    server.addStarterModel();
    standIns =
        Map.of(
            "https://api.openai.com/v1",
            server.baseUrl(),
            "sk-…",
            keyOfAnAccount(),
            "/backups/",
            "backups/",
            "/srv/models/my-model",
            "target/attune/starter/model",
            "./attune chat ft:SmolLM2-135M:personal:mine:…",
            "echo 'Where is my parcel?' | ./attune chat"
                + " $(./attune jobs get \"$job\" | sed -n 's/^tuned model  *//p')");
  }

  @AfterAll
  static void stop() {
    server.close();
    hub.close();
  }

  static Stream<String> pages() throws IOException {
    return marked().keySet().stream().sorted();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void whatThePageSaysToTypeDoesWhatItSays(String page, @TempDir Path folder)
      throws IOException, InterruptedException {
    List<PageBlock> blocks = marked().getOrDefault(page, List.of());
    boolean serves = blocks.stream().anyMatch(block -> block.text().contains("./attune serve"));
    Reading reading = Reading.of(page);

    Typed typed = desk(folder, serves).type(standIn(reading.script(blocks)));

    assertThat(typed.exitCode()).as(typed.output()).isZero();
    assertThat(typed.output()).containsSubsequence(reading.says());
  }

  @Test
  void everyRemedyOfThePageOnTroublesCanBeTyped(@TempDir Path folder)
      throws IOException, InterruptedException {
    List<String> remedies =
        REMEDY
            .matcher(Files.readString(ServerProcess.ROOT.resolve("docs/troubleshooting.md")))
            .results()
            .map(found -> found.group(1))
            .distinct()
            .map(command -> "./" + command + WHOLE.getOrDefault(command, ""))
            .toList();
    assertThat(remedies).hasSizeGreaterThan(5);

    Typed typed = desk(folder, false).type(String.join("\n", remedies));

    assertThat(typed.exitCode()).as(typed.output()).isZero();
  }

  @Test
  void aCommandThatFailsEndsThePage(@TempDir Path folder) throws IOException, InterruptedException {
    Typed typed = desk(folder, false).type("./attune models get nothing\necho further");

    assertThat(typed.exitCode()).isNotZero();
    assertThat(typed.output()).contains("nothing").doesNotContain("further");
  }

  @Test
  void aServerThatDoesNotStartEndsThePage(@TempDir Path folder)
      throws IOException, InterruptedException {
    Typed typed = desk(folder, true).type("./attune serve --prot 1\necho further");

    assertThat(typed.exitCode()).isNotZero();
    assertThat(typed.output()).contains("--prot").doesNotContain("further");
  }

  private static Map<String, List<PageBlock>> marked() throws IOException {
    return PageBlock.ofAllPages().stream()
        .filter(block -> block.isRunBy(TypedPagesTest.class))
        .collect(Collectors.groupingBy(PageBlock::page));
  }

  private static Desk desk(Path folder, boolean serves) throws IOException {
    if (serves) {
      int port = ServerProcess.freePort();
      return new Desk(
          folder,
          Map.of(
              "ATTUNE_PORT", Integer.toString(port),
              "ATTUNE_BASE_URL", "http://127.0.0.1:%d/v1".formatted(port),
              "ATTUNE_HUB_ENDPOINT", hub.endpoint()));
    }
    return new Desk(
        folder,
        Map.of(
            "ATTUNE_PORT", Integer.toString(server.port()),
            "ATTUNE_BASE_URL", server.baseUrl(),
            "ATTUNE_API_KEY", server.key(),
            "ATTUNE_DATA_DIR", server.data().toString()));
  }

  /** What the pages name and a test cannot have: OpenAI, other people's folders, later names. */
  private static String standIn(String text) {
    String typed = text;
    for (Map.Entry<String, String> each : standIns.entrySet()) {
      typed = typed.replace(each.getKey(), each.getValue());
    }
    return typed;
  }

  /** A project with one job stands in for an account at OpenAI. */
  private static String keyOfAnAccount() {
    server.addModel(ServerProcess.STARTER.resolve("model"), THEIRS);
    ProjectService projects = server.adminClient().admin().organization().projects();
    String project = projects.create(ProjectCreateParams.builder().name("OpenAI").build()).id();
    String key =
        projects
            .serviceAccounts()
            .create(project, ServiceAccountCreateParams.builder().name("mover").build())
            .apiKey()
            .orElseThrow()
            .value();
    OpenAIClient client = server.client(key);
    JobCreateParams job = Samples.job(client, 1).model(THEIRS).build();
    Samples.awaitEnd(client, client.fineTuning().jobs().create(job).id());
    return key;
  }
}
