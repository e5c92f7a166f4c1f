package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.errors.ApiErrors;
import dev.attune.wire.lists.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which server a command speaks to, with which key, and what it says when that fails. */
final class ConnectionTest {
  @TempDir Path directory;
  private final FakeServer server = new FakeServer();

  @BeforeEach
  void serve() {
    server.on("GET", "/v1/models", new Listing<>(List.of()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void optionsWinOverTheEnvironment() {
    Cli cli =
        new Cli(directory).set("ATTUNE_BASE_URL", "http://x.invalid").set("ATTUNE_API_KEY", "b");

    Cli.Result result =
        cli.run("models", "list", "--base-url", server.baseUrl(), "--api-key", "sk-a");

    assertThat(result.exitCode()).isZero();
    assertThat(server.last().key()).isEqualTo("Bearer sk-a");
  }

  @Test
  void theKeyThatAServerLeftOnThisMachineOpensIt() throws IOException {
    leaveKey();

    assertThat(new Cli(directory).run("models", "list", "--base-url", server.baseUrl()).exitCode())
        .isZero();
    assertThat(server.last().key()).isEqualTo("Bearer sk-first");
  }

  @Test
  void theKeyOfThisMachineIsNeverSentToAnother() throws IOException {
    leaveKey();

    Cli.Result result =
        new Cli(directory).run("models", "list", "--base-url", "http://example.invalid/v1");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("No API key. Give a key with --api-key");
  }

  @Test
  void withoutAnyKeyNothingIsSent() {
    Cli.Result result = new Cli(directory).run("models", "list", "--base-url", server.baseUrl());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("No API key.");
    assertThat(server.received()).isEmpty();
  }

  @Test
  void aWrongKeyIsRefusedWithWhatToDo() {
    server.on(
        "GET", "/v1/models", _ -> FakeServer.Reply.error(ApiErrors.wrongKey("sk-a-wrong-key-123")));

    Cli.Result result =
        new Cli(directory)
            .run("models", "list", "--base-url", server.baseUrl(), "--api-key", "sk-a-wrong-key");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("Incorrect API key provided: sk-")
        .endsWith("'attune keys create' makes one.\n")
        .hasLineCount(1);
  }

  @Test
  void aServerThatIsNotThereIsNamedWithWhatToDo() {
    server.close();

    Cli.Result result =
        new Cli(directory)
            .run("models", "list", "--base-url", server.baseUrl(), "--api-key", "sk-a");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("No answer from the server (")
        .contains("attune serve")
        .hasLineCount(1);
  }

  @Test
  void anAnswerThatIsNoApiIsStillOneLine() {
    server.on(
        "GET", "/v1/models", _ -> new FakeServer.Reply(502, "text/html", "<html>\nbad\n</html>"));

    Cli.Result result =
        new Cli(directory)
            .run("models", "list", "--base-url", server.baseUrl(), "--api-key", "sk-a");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("502").hasLineCount(1);
  }

  @Test
  void aMistakeInTheCommandIsExplainedInOneLine() {
    Cli.Result result = new Cli(directory).run("files", "get");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("Missing required parameter: 'ID'. See 'attune files get --help'.\n");
    assertThat(new Cli(directory).run("files").exitCode()).isEqualTo(2);
    assertThat(new Cli(directory).run().exitCode()).isEqualTo(2);
    assertThat(new Cli(directory).run("fils").err()).contains("files");
  }

  @Test
  void helpTellsEveryCommandAndItsSharedOptions() {
    Cli.Result result = new Cli(directory).run("--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains(
            "quickstart",
            "serve",
            "files",
            "jobs",
            "models",
            "chat",
            "keys",
            "webhooks",
            "--base-url");
  }

  private void leaveKey() throws IOException {
    Path data = Files.createDirectory(directory.resolve("attune-data"));
    Files.writeString(data.resolve("first-key"), "sk-first\n");
  }
}
