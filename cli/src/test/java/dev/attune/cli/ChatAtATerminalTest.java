package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.chat.ChatCompletionRequest;
import dev.attune.wire.chat.ChatMessage;
import dev.attune.wire.chat.Content;
import dev.attune.wire.errors.ApiErrors;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChatAtATerminalTest {
  private static final String PATH = "/v1/chat/completions";

  @TempDir Path directory;
  private final FakeServer server = new FakeServer();

  @BeforeEach
  void listen() {
    server.on("POST", PATH, _ -> ChatTest.stream("Hel", "lo"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void belowAnAnswerStandsHowFastItCame() {
    assertThat(talk("Hi\n").out())
        .contains("Talking with starter.", "> ", "Hello\n")
        .containsPattern("\\(2 tokens, [0-9.,]+ tokens/s\\)\n");
  }

  @Test
  void aMessageMayHaveSeveralLines() {
    talk("one\\\ntwo\n\"\"\"\nthree\n\nfour\n\"\"\"\n");

    assertThat(messages(0)).containsExactly("one\ntwo");
    assertThat(messages(1)).containsExactly("one\ntwo", "Hello", "three\n\nfour");
  }

  @Test
  void twoModelsAnswerTheSameUntilTheyNeedNot() {
    Cli.Result result = talk("Hi\n/compare tuned\nAgain\n/compare off\nBye\n");

    assertThat(models()).containsExactly("starter", "starter", "tuned", "starter");
    assertThat(messages(2)).containsExactly("Hi", "Hello", "Again");
    assertThat(result.out()).contains("[starter]\nHello\n", "[tuned]\nHello\n");
  }

  @Test
  void theRestOfTheTalkIsAsItWasTold() {
    talk("/system Be kind\n/temperature 0.5\nHi\n/model tuned\nAgain\n/clear\nNew\n");

    assertThat(messages(0)).containsExactly("Be kind", "Hi");
    assertThat(sent(0).sampling().temperature()).isEqualTo(0.5);
    assertThat(models()).containsExactly("starter", "tuned", "tuned");
    assertThat(messages(2)).containsExactly("Be kind", "New");
  }

  @Test
  void aQuestionIsAskedAgainWithoutItsAnswer() {
    talk("One\nTwo\n/retry\n");

    assertThat(messages(2)).isEqualTo(messages(1)).containsExactly("One", "Hello", "Two");
  }

  @Test
  void aSecondAnswerThatFailsLeavesTheFirst() {
    AtomicInteger asked = new AtomicInteger();
    server.on(
        "POST",
        PATH,
        _ ->
            asked.incrementAndGet() == 2
                ? FakeServer.Reply.error(ApiErrors.internal())
                : ChatTest.stream("Hel", "lo"));

    talk("One\n/retry\nTwo\n");

    assertThat(messages(2)).containsExactly("One", "Hello", "Two");
  }

  @Test
  void aTalkBecomesALineOfATrainingFile() throws IOException {
    talk("/system Be kind\nHi\n/save talks.jsonl\n/save talks.jsonl\n");

    assertThat(Files.readAllLines(directory.resolve("talks.jsonl")))
        .hasSize(2)
        .containsOnly(
            "{\"messages\":[{\"role\":\"system\",\"content\":\"Be kind\"},"
                + "{\"role\":\"user\",\"content\":\"Hi\"},"
                + "{\"role\":\"assistant\",\"content\":\"Hello\"}]}");
  }

  @Test
  void aMistakeOrARefusalDoesNotEndTheTalk() {
    server.on("POST", PATH, _ -> FakeServer.Reply.error(ApiErrors.modelNotServed("starter")));

    Cli.Result result =
        talk("/temperature 3\n/nothing\n/compare\n/retry\n/save x.jsonl\nHi\nAgain\n");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .isEqualTo(
            """
            A temperature is a number from 0 to 2.
            There is no /nothing; /help says what there is.
            Say whom: /compare MODEL.
            Nothing was answered yet.
            Nothing was answered yet.
            The model `starter` does not exist or you do not have access to it.
            The model `starter` does not exist or you do not have access to it.
            """);
    assertThat(messages(1)).containsExactly("Again");
  }

  @Test
  void quitEndsAndHelpSaysHow() {
    Cli.Result result = talk("/help\n/quit\nHi\n");

    assertThat(result.out()).contains("/compare MODEL", "/quit");
    assertThat(server.received()).isEmpty();
  }

  @Test
  void whatWasTypedIsRememberedForItsOwnerOnly() throws IOException {
    talk("Hi there\n");

    Path history = directory.resolve(".attune/chat-history");
    assertThat(Files.readString(history)).contains("Hi there");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history.getParent())))
        .isEqualTo("rwx------");
  }

  private Cli.Result talk(String typed) {
    return new Cli(directory)
        .set("ATTUNE_BASE_URL", server.baseUrl())
        .set("ATTUNE_API_KEY", "sk-test")
        .atATerminal()
        .types(typed)
        .run("chat", "starter");
  }

  private List<String> models() {
    return server.received(PATH).stream().map(it -> request(it).model()).toList();
  }

  private List<String> messages(int number) {
    return sent(number).messages().stream().map(ChatAtATerminalTest::text).toList();
  }

  private static String text(ChatMessage message) {
    Content content =
        switch (message) {
          case ChatMessage.System system -> system.content();
          case ChatMessage.User user -> user.content();
          case ChatMessage.Assistant assistant -> assistant.content();
          case ChatMessage.Developer _, ChatMessage.Tool _, ChatMessage.Function _ ->
              throw new AssertionError(message);
        };
    return content instanceof Content.Text(String text) ? text : "?";
  }

  private ChatCompletionRequest sent(int number) {
    return request(server.received(PATH).get(number));
  }

  private static ChatCompletionRequest request(FakeServer.Received received) {
    return ChatCompletionRequest.read(WireJson.parse(received.body(), JsonLimits.CHAT));
  }
}
