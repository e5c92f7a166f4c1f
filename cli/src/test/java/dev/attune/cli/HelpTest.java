package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.cli.session.Host;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

final class HelpTest {
  /** They start something, or print what is not data. */
  private static final Set<String> WITHOUT_JSON =
      Set.of("quickstart", "serve", "completion", "files content");

  /** They understand what the server answers; their own tests ask them for JSON. */
  private static final Set<String> WITH_ANSWERS_OF_THEIR_OWN =
      Set.of(
          "doctor",
          "backup",
          "restore",
          "migrate",
          "logs",
          "estimate",
          "files check",
          "models pull",
          "models export",
          "webhooks test",
          "jobs watch");

  @TempDir Path directory;

  static Stream<CommandSpec> commands() {
    return below(AttuneCommand.commandLine(Host.ofThisProcess(Map.of())));
  }

  static Stream<String> examplesThatPrintData() {
    return Examples.LINES.stream()
        .filter(line -> WITHOUT_JSON.stream().noneMatch(it -> isOf(it, line)))
        .filter(line -> WITH_ANSWERS_OF_THEIR_OWN.stream().noneMatch(it -> isOf(it, line)))
        .filter(line -> !line.contains("--watch"))
        .filter(line -> !isOf("chat", line) || line.contains("--message"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachCommandSaysWhatItIsForAndHowItIsTyped(CommandSpec command) {
    assertThat(command.usageMessage().description()).isNotEmpty();
    if (command.parent() != null) {
      assertThat(List.of(command.usageMessage().footer())).hasSizeGreaterThan(2);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachOptionAndParameterIsDescribed(CommandSpec command) {
    assertThat(command.args())
        .filteredOn(argument -> !isDescribed(argument))
        .extracting(ArgSpec::toString)
        .isEmpty();
  }

  @Test
  void eachExampleIsUnderstood() {
    for (String example : Examples.LINES) {
      String[] words = example.replaceFirst(" > .*", "").split(" ", -1);
      CommandLine line = AttuneCommand.commandLine(Host.ofThisProcess(Map.of()));

      assertThat(line.parseArgs(Arrays.copyOfRange(words, 1, words.length)).hasSubcommand())
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("examplesThatPrintData")
  void eachCommandThatPrintsDataPrintsItAsJsonWhenAsked(String example) throws IOException {
    Files.writeString(directory.resolve("train.jsonl"), "{}\n");
    String[] words = (example + " --json").split(" ", -1);
    try (FakeServer server = new FakeServer().otherwise(Map.of("id", "anything"))) {
      Cli.Result result =
          new Cli(directory)
              .set("ATTUNE_BASE_URL", server.baseUrl())
              .set("ATTUNE_API_KEY", "sk-test")
              .run(Arrays.copyOfRange(words, 1, words.length));

      assertThat(result.out()).hasLineCount(1);
      assertThat(WireJson.parse(result.out(), JsonLimits.SMALL).path("id").asString())
          .isEqualTo("anything");
    }
  }

  @Test
  void theExitCodesAreDocumented() {
    assertThat(new Cli(directory).run("--help").out())
        .containsPattern("0 +Done")
        .containsPattern("1 +Refused or failed")
        .containsPattern("2 +Used in a wrong way");
  }

  private static Stream<CommandSpec> below(CommandLine line) {
    return Stream.concat(
        Stream.of(line.getCommandSpec()),
        line.getSubcommands().values().stream().flatMap(HelpTest::below));
  }

  private static boolean isDescribed(ArgSpec argument) {
    return argument.hidden() || !String.join("", argument.description()).isBlank();
  }

  private static boolean isOf(String command, String example) {
    return (example + " ").startsWith("attune " + command + " ");
  }
}
