package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.models.ExportFormat;
import dev.attune.wire.models.ExportModel;
import dev.attune.wire.models.ModelWork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportTest {
  private static final String ROUTE = "/attune/v1/models/" + Samples.TUNED + "/export";

  @TempDir Path directory;
  private final FakeServer server = new FakeServer();
  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void sitDown() {
    cli =
        new Cli(directory)
            .set("ATTUNE_BASE_URL", server.baseUrl())
            .set("ATTUNE_API_KEY", "sk-test");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void findingsAndThePlaceAreLines() {
    answers(
        new ModelWork.Progress("writing", 1, 2),
        new ModelWork.Checked("logits", true, "largest difference 0.01"),
        new ModelWork.Checked("tokens", false, "llama.cpp cuts 4 of 5 texts as the model does"),
        new ModelWork.Exported("/out/gguf", List.of("model-f16.gguf"), 1_363_776));

    assertThat(cli.run("models", "export", Samples.TUNED, "--format", "gguf", "--to", "gguf"))
        .isEqualTo(
            new Cli.Result(
                0,
                """
                same    logits: largest difference 0.01
                DIFFERS tokens: llama.cpp cuts 4 of 5 texts as the model does
                /out/gguf (1 file, 1.4 MB)
                """,
                ""));
    assertThat(ExportModel.read(WireJson.parse(server.last().body(), JsonLimits.SMALL)))
        .isEqualTo(new ExportModel(ExportFormat.GGUF, directory.resolve("gguf").toString()));
  }

  @Test
  void aPersonAtATerminalSeesABar() {
    answers(
        new ModelWork.Progress("writing", 1 << 20, 2 << 20),
        new ModelWork.Exported("/out", List.of("a", "b"), 7));

    String out = export(cli.atATerminal()).out();
    assertThat(out).contains("writing").contains("1/2 MB").endsWith("/out (2 files, 7 bytes)\n");
  }

  @Test
  void aFailureIsOneLineAndAnExitCode() {
    answers(
        new ModelWork.Progress("writing", 1, 2),
        new ModelWork.Failed(
            new ErrorBody.Fields("The disk is full.", "server_error", null, null)));

    assertThat(export(cli)).isEqualTo(new Cli.Result(1, "", "The disk is full.\n"));
  }

  @Test
  void aServerThatGoesAwayIsNotTakenForAnEnd() {
    answers(new ModelWork.Progress("writing", 1, 2));

    assertThat(export(cli))
        .isEqualTo(new Cli.Result(1, "", "The server broke off. Its log says why; ask again.\n"));
  }

  @Test
  void jsonIsWhatTheServerSaid() {
    answers(new ModelWork.Exported("/out", List.of("a"), 7));

    assertThat(export(cli, "--json").out())
        .isEqualTo(
            "{\"type\":\"exported\",\"directory\":\"/out\",\"files\":[\"a\"],\"bytes\":7}\n");
  }

  private void answers(ModelWork... lines) {
    String body =
        Arrays.stream(lines)
            .map(line -> WireJson.text(line) + "\n\n")
            .collect(Collectors.joining());
    server.on("POST", ROUTE, _ -> new FakeServer.Reply(200, "application/jsonl", body));
  }

  private static Cli.Result export(Cli cli, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("models", "export", Samples.TUNED, "--format", "gguf", "--to", "out"));
    words.addAll(0, List.of(more));
    return cli.run(words.toArray(String[]::new));
  }
}
