package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.files.StoredFile;
import dev.attune.platform.run.ReadFile;
import dev.attune.wire.finetuning.DraftWork;
import dev.attune.wire.json.WireJson;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told while the files of a job, or of a draft of one, are read. */
@SuppressWarnings("NullAway.Init")
final class DraftProgressTest {
  private static final String CHECK = "/attune/v1/check/fine_tuning/jobs";
  private static final String ESTIMATE = "/attune/v1/estimate/fine_tuning/jobs";
  private static final String CONTENT = "{}\n".repeat(20);

  @TempDir private Path folder;
  private QuietPlatform platform;
  private Client client;
  private String file;

  @BeforeEach
  void start() {
    platform = new QuietPlatform(folder);
    client = platform.newProject("a");
    file = client.upload("fine-tune", CONTENT).json().path("id").stringValue();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {CHECK, ESTIMATE, CHECK + "?progress=false"})
  void whoDoesNotAskForProgressIsAnsweredAsEver(String route) {
    Answer answer = client.post(route, request());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type"))
        .startsWith("application/json")
        .doesNotContain("jsonl");
    assertThat(answer.json().has("type")).isFalse();
    assertThat(answer.json().path("model").stringValue()).isEqualTo("base");
  }

  @Test
  void aCheckIsToldWhileTheFileIsReadAndEndsWithTheReport() {
    List<DraftWork> lines = linesOfHeld(CHECK);

    assertThat(lines.subList(0, 2))
        .containsExactly(progress(30), progress(60)); // It was held in the middle.
    assertThat(lines).hasSize(3);
    DraftWork.Report report = (DraftWork.Report) lines.getLast();
    assertThat(WireJson.text(report.report())).isEqualTo(client.post(CHECK, request()).body());
  }

  @Test
  void anEstimateIsToldToMeasureWhenAllIsRead() {
    List<DraftWork> lines = linesOfHeld(ESTIMATE);

    assertThat(lines.subList(0, 3))
        .containsExactly(
            progress(30), progress(60), new DraftWork.Progress(DraftWork.MEASURING, 0, 0));
    DraftWork.Estimate estimate = (DraftWork.Estimate) lines.getLast();
    assertThat(WireJson.text(estimate.estimate()))
        .isEqualTo(client.post(ESTIMATE, request()).body());
  }

  @Test
  void filesOfOneNameAreToldByTheirIds() {
    String other = client.upload("fine-tune", CONTENT).json().path("id").stringValue();
    String body =
        "{\"model\":\"base\",\"training_file\":\"%s\",\"validation_file\":\"%s\"}"
            .formatted(file, other);

    Answer answer = client.post(CHECK + "?progress=true", body);

    assertThat(answer.body().lines().map(DraftProgressTest::line))
        .contains(new DraftWork.Progress(file, 60, 60), new DraftWork.Progress(other, 60, 60));
  }

  @ParameterizedTest
  @ValueSource(strings = {CHECK, ESTIMATE})
  void whatIsWrongInTheMiddleIsTheLastLine(String route) {
    platform.spoilReading();

    List<DraftWork> lines = linesOfHeld(route);

    assertThat(lines.getFirst()).isEqualTo(progress(30));
    DraftWork.Failed failed = (DraftWork.Failed) lines.getLast();
    assertThat(failed.error().message()).isEqualTo("Example 7 is spoilt.");
    assertThat(failed.error().param()).isEqualTo("training_file");
  }

  @Test
  void whatIsWrongBeforeTheFirstLineIsAnAnswerOfItsOwn() {
    Answer unknown =
        client.post(CHECK + "?progress=true", request().replace("base", "no-such-model"));
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.param()).isEqualTo("model");

    Answer odd = client.post(CHECK + "?progress=perhaps", request());
    assertThat(odd.status()).isEqualTo(400);
    assertThat(odd.param()).isEqualTo("progress");
  }

  @Test
  void aJobSaysHowFarItsFilesAreReadOnlyWhileTheyAre() {
    String job = client.post("/v1/fine_tuning/jobs", request()).json().path("id").stringValue();
    assertThat(attune(job)).doesNotContain("validation");

    ReadFile read =
        new ReadFile(
            new StoredFile("file-1", "p", "fine-tune", "a", 10, "", Instant.EPOCH, null), folder);
    platform.validations().begin(job).begin(read, Optional.empty());
    read.read(4);

    assertThat(attune(job)).contains("\"validation\":{\"done_bytes\":4,\"total_bytes\":10}");
    client.post("/v1/fine_tuning/jobs/%s/cancel".formatted(job), "");
    assertThat(attune(job)).doesNotContain("validation");
  }

  private String attune(String job) {
    return WireJson.text(client.get("/v1/fine_tuning/jobs/" + job).json().path("attune"));
  }

  private String request() {
    return "{\"model\":\"base\",\"training_file\":\"%s\"}".formatted(file);
  }

  private static DraftWork progress(long done) {
    return new DraftWork.Progress("train.jsonl", done, CONTENT.length());
  }

  /** Lets the file be read to its end only when the first line came. */
  private List<DraftWork> linesOfHeld(String route) {
    platform.holdReading(true);
    List<DraftWork> lines = new ArrayList<>();
    try (Stream<String> answer =
        client
            .exchange(
                client.request(route + "?progress=true").POST(BodyPublishers.ofString(request())),
                BodyHandlers.ofLines())
            .body()) {
      Iterator<String> each = answer.iterator();
      while (each.hasNext()) {
        lines.add(line(each.next()));
        platform.holdReading(false);
      }
    }
    return lines;
  }

  private static DraftWork line(String text) {
    return WireJson.mapper().readValue(text, DraftWork.class);
  }
}
