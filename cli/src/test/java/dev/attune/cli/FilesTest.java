package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.errors.ApiErrors;
import dev.attune.wire.files.FileDeleted;
import dev.attune.wire.files.FileObject;
import dev.attune.wire.finetuning.DraftWork;
import dev.attune.wire.finetuning.FilesReport;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.lists.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilesTest {
  @TempDir Path directory;
  private final FakeServer server = new FakeServer();
  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void sitDown() {
    cli =
        new Cli(directory)
            .set("ATTUNE_BASE_URL", server.baseUrl())
            .set("ATTUNE_API_KEY", "sk-test key");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void uploadingPrintsTheIdAlone() throws IOException {
    Files.writeString(directory.resolve("tickets.jsonl"), "{\"messages\":[]}\n");
    server.on("POST", "/v1/files", Samples.FILE);

    Cli.Result result = cli.run("files", "upload", "tickets.jsonl");

    assertThat(result).isEqualTo(new Cli.Result(0, "file-1\n", ""));
    assertThat(server.last().key()).isEqualTo("Bearer sk-test key");
    assertThat(server.last().body())
        .contains("filename=\"tickets.jsonl\"", "{\"messages\":[]}", "fine-tune");
  }

  @Test
  void aFileThatIsNotThereIsAMistakeOfUsage() {
    Cli.Result result = cli.run("files", "upload", "tickets.jsonl");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("There is no readable file %s.\n".formatted(directory.resolve("tickets.jsonl")));
    assertThat(server.received()).isEmpty();
  }

  @Test
  void aCheckSaysWhatAFileHoldsAndEndsWithOneWhenAJobWouldRefuseIt() {
    FilesReport report =
        new FilesReport(
            "starter",
            64,
            new FilesReport.Contents(
                12,
                1200,
                300,
                70,
                List.of(new FilesReport.Bar(64, 11), new FilesReport.Bar(128, 1)),
                new FilesReport.Lines(1, List.of(12L)),
                new FilesReport.Lines(2, List.of(3L, 4L)),
                List.of(
                    new FilesReport.Shown(
                        1,
                        List.of(
                            List.of(
                                new FilesReport.Piece("Where? ", false),
                                new FilesReport.Piece("There.", true))))),
                List.of("Line 5 is odd.")),
            null);
    server.on(
        "POST",
        "/attune/v1/check/fine_tuning/jobs",
        request ->
            "progress=true".equals(request.query())
                ? new FakeServer.Reply(
                    200,
                    "application/jsonl",
                    WireJson.text(new DraftWork.Progress("tickets.jsonl", 9, 10))
                        + "\n"
                        + WireJson.text(new DraftWork.Report(report))
                        + "\n")
                : FakeServer.Reply.json(report));

    Cli.Result result = cli.run("files", "check", "file-1", "--model", "starter");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            """
            Training file: 12 examples, 1,200 tokens, of which 300 are learnt; the longest has 70 of 64
              up to      64 tokens ████████████████████████████████████████ 11
              up to     128 tokens ███                                      1
            Too long for the model: 1 (line 12)
            Warning: The same as an earlier line: 2 (line 3, 4)
            Warning: Line 5 is odd.
            Line 1:
              Where? [[There.]]
            """);
    assertThat(result.err()).isEqualTo("Reading tickets.jsonl: 9 bytes of 10 bytes\n");
    assertThat(server.last().body()).contains("\"training_file\":\"file-1\"", "supervised");
    assertThat(cli.run("files", "check", "file-1", "--model", "starter", "--json").out())
        .startsWith("{")
        .contains("\"training\":{")
        .hasLineCount(1);
  }

  @Test
  void aPersonSeesABarWhileAFileIsSent() throws IOException {
    Files.writeString(directory.resolve("tickets.jsonl"), "{}\n".repeat(700_000));
    server.on("POST", "/v1/files", Samples.FILE);

    Cli.Result result = cli.atATerminal().run("files", "upload", "tickets.jsonl");

    assertThat(result.out()).contains("tickets.jsonl", "2/2 MB").endsWith(" \rfile-1\n");
    assertThat(server.last().body()).contains("filename=\"tickets.jsonl\"", "fine-tune");
  }

  @Test
  void aListIsATable() {
    server.on("GET", "/v1/files", FileObject.page(new Page<>(List.of(Samples.FILE), false)));

    Cli.Result result = cli.run("files", "list", "--limit", "5", "--purpose", "fine-tune");

    assertThat(result.out())
        .isEqualTo(
            """
            ID      PURPOSE    BYTES   CREATED               STATUS     NAME
            file-1  fine-tune  43,210  2023-11-14T22:13:20Z  processed  tickets.jsonl
            """);
    assertThat(server.last().query()).contains("limit=5", "purpose=fine-tune");
  }

  @Test
  void jsonIsWhatTheApiSaid() {
    server.on("GET", "/v1/files/file-1", Samples.FILE);

    assertThat(cli.run("files", "get", "file-1", "--json").out())
        .isEqualTo(WireJson.text(Samples.FILE) + "\n");
    assertThat(cli.run("--json", "files", "get", "file-1").out())
        .isEqualTo(WireJson.text(Samples.FILE) + "\n");
  }

  @Test
  void contentIsWrittenAsItIs() throws IOException {
    server.on(
        "GET",
        "/v1/files/file-9/content",
        _ -> new FakeServer.Reply(200, "application/octet-stream", "step,train_loss\n1,0.5\n"));

    assertThat(cli.run("files", "content", "file-9").out()).isEqualTo("step,train_loss\n1,0.5\n");
    assertThat(cli.run("files", "content", "file-9", "--output", "r.csv").exitCode()).isZero();
    assertThat(directory.resolve("r.csv")).hasContent("step,train_loss\n1,0.5\n");
  }

  @Test
  void anOutputFileIsNeverOverwritten() throws IOException {
    Files.writeString(directory.resolve("r.csv"), "mine");
    server.on(
        "GET", "/v1/files/file-9/content", _ -> new FakeServer.Reply(200, "text/csv", "theirs"));

    Cli.Result result = cli.run("files", "content", "file-9", "--output", "r.csv");

    assertThat(result)
        .isEqualTo(new Cli.Result(2, "", "r.csv is there already; choose another name.\n"));
    assertThat(directory.resolve("r.csv")).hasContent("mine");
  }

  @Test
  void deletingSaysWhatIsGone() {
    server.on("DELETE", "/v1/files/file-1", new FileDeleted("file-1", true));

    assertThat(cli.run("files", "delete", "file-1").out()).isEqualTo("file-1 deleted\n");
  }

  @Test
  void whatTheApiRefusesIsOneLine() {
    server.on(
        "GET", "/v1/files/file-x", _ -> FakeServer.Reply.error(ApiErrors.fileNotFound("file-x")));

    assertThat(cli.run("files", "get", "file-x"))
        .isEqualTo(new Cli.Result(1, "", "No such File object: file-x\n"));
  }
}
