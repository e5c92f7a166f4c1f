package dev.attune.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.finetuning.AttuneJob;
import dev.attune.wire.finetuning.AttuneOptions;
import dev.attune.wire.finetuning.DraftWork;
import dev.attune.wire.finetuning.FilesReport;
import dev.attune.wire.finetuning.JobEstimate;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.keys.CreateKey;
import dev.attune.wire.keys.KeyDeleted;
import dev.attune.wire.keys.KeyObject;
import dev.attune.wire.lists.Listing;
import dev.attune.wire.models.AddModel;
import dev.attune.wire.models.ExportFormat;
import dev.attune.wire.models.ExportModel;
import dev.attune.wire.models.ModelWork;
import dev.attune.wire.models.PullModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What Attune says beside OpenAI's wire, read by the command that sent it. */
final class OwnRoutesTest {
  private static final KeyObject FRESH =
      new KeyObject("key_1", "laptop", 1_700_000_000, "sk-attune-secret");

  private static final KeyObject LISTED = new KeyObject("key_1", "laptop", 1_700_000_000, null);

  @Test
  void aKeyIsShownOnlyInTheAnswerToItsCreation() {
    assertThat(WireJson.text(FRESH))
        .isEqualTo(
            "{\"object\":\"attune.key\",\"id\":\"key_1\",\"name\":\"laptop\","
                + "\"created_at\":1700000000,\"key\":\"sk-attune-secret\"}");
    assertThat(WireJson.text(new Listing<>(List.of(LISTED))))
        .doesNotContain("secret")
        .contains("\"created_at\":1700000000}]}");
    assertThat(FRESH.toString()).doesNotContain("secret");
  }

  @Test
  void anAnswerIsReadBackAsItWasWritten() {
    KeyDeleted deleted = new KeyDeleted("key_1", true);

    assertThat(WireJson.mapper().readValue(WireJson.text(FRESH), KeyObject.class)).isEqualTo(FRESH);
    assertThat(WireJson.mapper().readValue(WireJson.text(deleted), KeyDeleted.class))
        .isEqualTo(deleted);
    assertThat(WireJson.mapper().readValue(WireJson.text(Answers.MODEL), Answers.MODEL.getClass()))
        .isEqualTo(Answers.MODEL);
  }

  @Test
  void aModelIsAddedUnderANameThatNoTunedModelCanHave() {
    assertThat(AddModel.read(json(WireJson.text(new AddModel("/models/a", null)))))
        .isEqualTo(new AddModel("/models/a", null));
    assertThat(AddModel.read(json("{\"directory\":\"/m\",\"name\":\"qwen3-0.6b\"}")).name())
        .isEqualTo("qwen3-0.6b");
    assertThatThrownBy(() -> AddModel.read(json("{\"directory\":\"/m\",\"name\":\"ft:a\"}")))
        .hasMessageStartingWith("Invalid 'name': string does not match pattern.");
    assertThatThrownBy(() -> AddModel.read(json("{\"name\":\"a\"}")))
        .hasMessage("Missing required parameter: 'directory'.");
  }

  @Test
  void anExportNamesAFormThatThereIs() {
    ExportModel request = new ExportModel(ExportFormat.GGUF, "/models/out");
    assertThat(WireJson.text(request))
        .isEqualTo("{\"format\":\"gguf\",\"directory\":\"/models/out\"}");
    assertThat(ExportModel.read(json(WireJson.text(request)))).isEqualTo(request);
    assertThatThrownBy(() -> ExportModel.read(json("{\"format\":\"onnx\",\"directory\":\"/m\"}")))
        .hasMessageContaining("'onnx'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../etc/passwd", "a/..", "a/b/c", "/a/b", "a", "a/.b", "a/b?x=1", "a/b\\u0000"})
  void aRepositoryIsAnOwnerAndAName(String hostile) {
    assertThatThrownBy(() -> PullModel.read(json("{\"repository\":\"%s\"}".formatted(hostile))))
        .hasMessageStartingWith("Invalid 'repository'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../main", "a/../b", "a//b", "-x", "a b"})
  void aRevisionIsNoWayUp(String hostile) {
    String body = "{\"repository\":\"a/b\",\"revision\":\"%s\"}";
    assertThatThrownBy(() -> PullModel.read(json(body.formatted(hostile))))
        .hasMessageStartingWith("Invalid 'revision'");
    assertThat(PullModel.read(json(body.formatted("refs/pr/1"))).revision()).isEqualTo("refs/pr/1");
  }

  @Test
  void linesOfLongWorkAreReadBackAsTheyWereWritten() {
    List<ModelWork> lines =
        List.of(
            new ModelWork.Progress("writing", 1, 2),
            new ModelWork.Checked("logits", true, "largest difference 0"),
            new ModelWork.Exported("/out", List.of("a", "b"), 3),
            new ModelWork.Added(Answers.MODEL),
            new ModelWork.Failed(new ErrorBody.Fields("Full.", "server_error", null, null)));
    assertThat(WireJson.text(lines.getFirst()))
        .isEqualTo("{\"type\":\"progress\",\"name\":\"writing\",\"done\":1,\"total\":2}");
    assertThat(lines)
        .allSatisfy(line ->
            assertThat(WireJson.mapper().readValue(WireJson.text(line), ModelWork.class))
                .isEqualTo(line));
  }

  @Test
  void linesAboutAJobThatIsNotMadeAreReadBackAsTheyWereWritten() {
    List<DraftWork> lines =
        List.of(
            new DraftWork.Progress("train.jsonl", 1, 2),
            new DraftWork.Report(
                new FilesReport(
                    "base",
                    64,
                    new FilesReport.Contents(
                        10,
                        155,
                        60,
                        20,
                        List.of(new FilesReport.Bar(16, 10)),
                        new FilesReport.Lines(0, List.of()),
                        new FilesReport.Lines(2, List.of(7L, 9L)),
                        List.of(),
                        List.of()),
                    null)),
            new DraftWork.Estimate(
                new JobEstimate(
                    "base",
                    true,
                    new JobEstimate.Memory(9, 10, 1, 2, 3, 3, 512, false),
                    new JobEstimate.Data(10, 155, 0),
                    new JobEstimate.Numbers(3, 1, 2.0),
                    AttuneOptions.NONE,
                    30,
                    1.5,
                    List.of())),
            new DraftWork.Failed(new ErrorBody.Fields("Full.", "server_error", null, null)));
    assertThat(WireJson.text(lines.getFirst()))
        .isEqualTo("{\"type\":\"progress\",\"name\":\"train.jsonl\",\"done\":1,\"total\":2}");
    assertThat(lines)
        .allSatisfy(line ->
            assertThat(WireJson.mapper().readValue(WireJson.text(line), DraftWork.class))
                .isEqualTo(line));
  }

  @Test
  void howFarTheFilesOfAJobAreReadIsSaidOnlyWhileTheyAre() {
    AttuneJob reading =
        new AttuneJob(AttuneOptions.NONE, null, null, null, new AttuneJob.Validation(3, 7));
    assertThat(WireJson.text(reading))
        .isEqualTo("{\"validation\":{\"done_bytes\":3,\"total_bytes\":7}}");
    assertThat(WireJson.text(new AttuneJob(AttuneOptions.NONE, null, null, null, null)))
        .isEqualTo("{}");
  }

  @Test
  void aKeyHasAName() {
    assertThat(CreateKey.read(json("{\"name\":\"ci\"}"))).isEqualTo(new CreateKey("ci"));
    assertThatThrownBy(() -> CreateKey.read(json("{\"name\":\"\"}")))
        .hasMessageStartingWith("Invalid 'name': empty string.");
  }

  private static JsonNode json(String text) {
    return WireJson.parse(text, JsonLimits.SMALL);
  }
}
