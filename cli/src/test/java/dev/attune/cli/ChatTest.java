package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.chat.ChatCompletion;
import dev.attune.wire.chat.ChatCompletionChunk;
import dev.attune.wire.chat.ChatCompletionRequest;
import dev.attune.wire.chat.FinishReason;
import dev.attune.wire.chat.Role;
import dev.attune.wire.chat.ServiceTier;
import dev.attune.wire.chat.Usage;
import dev.attune.wire.errors.ApiErrors;
import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.models.ModelWork;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChatTest {
  private static final String PATH = "/v1/chat/completions";

  @TempDir Path directory;
  private final FakeServer server = new FakeServer();
  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void sitDown() {
    cli =
        new Cli(directory)
            .set("ATTUNE_BASE_URL", server.baseUrl())
            .set("ATTUNE_API_KEY", "sk-test");
    server.on("POST", PATH, _ -> stream("Hel", "lo"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void oneMessageGetsOneAnswer() {
    Cli.Result result =
        cli.run(
            "chat",
            "starter",
            "--message",
            "Hi",
            "--system",
            "Be kind",
            "--temperature",
            "0",
            "--max-tokens",
            "9");

    assertThat(result).isEqualTo(new Cli.Result(0, "Hello\n", ""));
    ChatCompletionRequest request = sent(0);
    assertThat(request.streaming().stream()).isTrue();
    assertThat(request.sampling().temperature()).isZero();
    assertThat(request.length().maxTokens()).isEqualTo(9);
    assertThat(request.messages())
        .extracting(message -> message.role())
        .containsExactly(Role.SYSTEM, Role.USER);
    assertThat(request.unsupported()).isEmpty();
  }

  @Test
  void aModelDoesNotControlTheTerminal() {
    server.on("POST", PATH, _ -> stream("a\u001b[2Jb\r\n\tc"));

    assertThat(cli.run("chat", "starter", "--message", "Hi").out()).isEqualTo("a[2Jb\n\tc\n");
  }

  @Test
  void aTalkRemembersWhatWasSaid() {
    Cli.Result result = cli.types("Hi\n\nAnd you?\n").run("chat", "starter");

    assertThat(result.out()).isEqualTo("Hello\nHello\n");
    assertThat(sent(1).messages())
        .extracting(message -> message.role())
        .containsExactly(Role.USER, Role.ASSISTANT, Role.USER);
  }

  @Test
  void jsonIsTheWholeCompletion() {
    ChatCompletion completion =
        new ChatCompletion(
            "chatcmpl-1",
            1_700_000_000,
            "starter",
            List.of(
                new ChatCompletion.Choice(
                    0, ChatCompletion.Message.of("Hello"), null, FinishReason.STOP)),
            Usage.of(3, 1, 0),
            ServiceTier.DEFAULT,
            null);
    server.on("POST", PATH, completion);

    assertThat(cli.run("chat", "starter", "--message", "Hi", "--json").out())
        .isEqualTo(WireJson.text(completion) + "\n");
  }

  @Test
  void jsonWithoutAMessageAsksAllOfTheInputAtOnce() {
    server.on("POST", PATH, "done");

    assertThat(cli.types("Hi,\nyou\n").run("chat", "starter", "--json").out())
        .isEqualTo("\"done\"\n");
    assertThat(server.received(PATH)).hasSize(1);
    assertThat(server.last().body()).contains("\"Hi,\\nyou\"");
  }

  @Test
  void jsonWithoutAQuestionIsAMistakeOfUsage() {
    Cli.Result nothing = cli.types(" \n").run("chat", "starter", "--json");
    Cli.Result person = cli.types("Hi\n").atATerminal().run("chat", "starter", "--json");

    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("--message, or on standard input").hasLineCount(1);
    assertThat(person).isEqualTo(nothing);
    assertThat(server.received()).isEmpty();
  }

  @Test
  void aStreamThatBreaksOffIsAFailure() {
    server.on(
        "POST",
        PATH,
        _ ->
            new FakeServer.Reply(
                200,
                "text/event-stream",
                data(chunk("Hel")) + data(ErrorBody.of(ApiErrors.internal()))));

    Cli.Result result = cli.run("chat", "starter", "--message", "Hi");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEqualTo("Hel");
    assertThat(result.err()).contains("The server had an error").hasLineCount(1);
  }

  @Test
  void aModelThatDoesNotExistIsOneLine() {
    server.on("POST", PATH, _ -> FakeServer.Reply.error(ApiErrors.modelNotServed("x")));

    assertThat(cli.run("chat", "x", "--message", "Hi").err())
        .isEqualTo("The model `x` does not exist or you do not have access to it.\n");
  }

  @Test
  void aModelThatIsBeingLoadedIsToldOfBesideTheAnswer() {
    loads(0, 100, 200_000_000, 500_000_000, 999_999_999);

    assertThat(cli.run("chat", "starter", "--message", "Hi"))
        .isEqualTo(
            new Cli.Result(
                0,
                "Hello\n",
                """
                Loading base: 0 bytes of 1.0 GB
                Loading base: 500.0 MB of 1.0 GB
                Loading base: 1000.0 MB of 1.0 GB
                """));
  }

  @Test
  void aPersonSeesABarWhileAModelIsLoaded() {
    loads(0, 500 << 20);

    assertThat(cli.atATerminal().run("chat", "starter", "--message", "Hi").out())
        .contains("524/1000 MB")
        .contains("base")
        .endsWith("Hello\n");
  }

  @Test
  void jsonLoadsWithoutASign() {
    loads(0, 500_000_000);
    server.on("POST", PATH, "done");

    cli.run("chat", "starter", "--message", "Hi", "--json");

    assertThat(server.received()).extracting(FakeServer.Received::path).containsExactly(PATH);
  }

  private void loads(long... done) {
    String lines =
        LongStream.of(done)
                .mapToObj(bytes -> new ModelWork.Progress("base", bytes, 1_000_000_000))
                .map(line -> WireJson.text(line) + "\n")
                .collect(Collectors.joining())
            + WireJson.text(new ModelWork.Loaded("base"));
    server.on(
        "POST",
        "/attune/v1/models/starter/load",
        _ -> new FakeServer.Reply(200, "application/jsonl", lines));
  }

  private ChatCompletionRequest sent(int number) {
    String body = server.received(PATH).get(number).body();
    return ChatCompletionRequest.read(WireJson.parse(body, JsonLimits.CHAT));
  }

  static FakeServer.Reply stream(String... pieces) {
    return new FakeServer.Reply(200, "text/event-stream", begun(pieces) + "data: [DONE]\n\n");
  }

  /** The same without its end. */
  static String begun(String... pieces) {
    return Stream.of(pieces).map(piece -> data(chunk(piece))).collect(Collectors.joining());
  }

  private static ChatCompletionChunk chunk(String text) {
    return new ChatCompletionChunk(
        "chatcmpl-1",
        1_700_000_000,
        "starter",
        ServiceTier.DEFAULT,
        null,
        List.of(new ChatCompletionChunk.Choice(0, ChatCompletionChunk.Delta.of(text), null, null)),
        null,
        null);
  }

  private static String data(Object event) {
    return "data: " + WireJson.text(event) + "\n\n";
  }
}
