package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.cli.session.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Every command that the pages show can be typed. */
final class DocumentedCommandsTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Pattern SERVE_OPTION = Pattern.compile("(?m)^\\| `(--[a-z-]+)");

  @TempDir Path folder;

  @Test
  void everyCommandOnEveryPageIsReal() throws IOException {
    List<Documented> commands =
        pages().stream().flatMap(page -> Documented.in(page).stream()).toList();

    assertThat(commands).filteredOn(Documented::whole).hasSizeGreaterThan(10);
    assertThat(commands.stream().flatMap(it -> wrong(it).stream()).toList()).isEmpty();
  }

  @Test
  void aWrongCommandIsNamedWithItsPageAndLine() throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(
        page,
        """
        Say `attune jobs list`, or `attune jobs lst`.
        ```
        $ ./attune jobs create --model m \\
            --training-file f.jsonl --epoch 3   # no such option
        job=$(attune jobs create --model m --training-file 'a b.jsonl') && attune jobs watch "$job"
        attune serve --prot 1
        attune jobs get
        Talk with it: attune nothing
        ```
        ```json
        attune nothing
        ```
        """);

    List<String> wrong = Documented.in(page).stream().flatMap(it -> wrong(it).stream()).toList();

    assertThat(wrong).hasSize(4);
    assertThat(wrong.get(0)).contains("page.md:1: attune jobs lst");
    assertThat(wrong.get(1)).contains("page.md:3: attune jobs create", "--epoch");
    assertThat(wrong.get(2)).contains("page.md:6: attune serve", "--prot");
    assertThat(wrong.get(3)).contains("page.md:7: attune jobs get", "ID");
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.of(ROOT.resolve("README.md")),
              docs.filter(page -> page.toString().endsWith(".md")).sorted())
          .toList();
    }
  }

  private static Optional<String> wrong(Documented command) {
    if (command.words().getFirst().equals("serve")) {
      return command.words().stream()
          .filter(word -> word.startsWith("--"))
          .filter(option -> !serveOptions().contains(option.replaceFirst("=.*", "")))
          .findFirst()
          .map(option -> "%s: no option %s".formatted(command, option));
    }
    try {
      commandLine().parseArgs(command.words().toArray(String[]::new));
      return Optional.empty();
    } catch (MissingParameterException e) {
      return command.whole() ? Optional.of(command + ": " + e.getMessage()) : Optional.empty();
    } catch (ParameterException e) {
      return Optional.of(command + ": " + e.getMessage());
    }
  }

  /** A test of the server holds the page against its options. */
  private static Set<String> serveOptions() {
    try {
      return SERVE_OPTION
          .matcher(Files.readString(ROOT.resolve("docs/configuration.md")))
          .results()
          .map(found -> found.group(1))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CommandLine commandLine() {
    return AttuneCommand.commandLine(Host.ofThisProcess(Map.of()));
  }
}
