package dev.attune.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompletionTest {
  private static final String ERASE = "\u0015";
  private static final String WATCH =
      "Follow a job to its end; exit code 0 when it succeeds or is paused.";

  @TempDir Path directory;

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    Path script = script("bash");

    assertThat(shell("bash", "-n", script.toString())).isEmpty();
    assertThat(shell("bash", "-c", "source %s; complete -p attune".formatted(script)))
        .contains("-F _complete_attune attune");
    assertThat(completions(script, "attune jobs wa")).containsExactly("watch");
    assertThat(completions(script, "attune jobs create --tr")).containsExactly("--training-file");
    assertThat(completions(script, "attune nothing")).isEmpty();
  }

  @Test
  void zshCompletesAtItsPrompt() throws Exception {
    assumeInstalled("zsh");
    Files.createFile(directory.resolve("tickets.jsonl"));

    try (PseudoTerminal zsh = zsh(script("zsh"))) {
      zsh.type("attune jobs wa\t").until("attune jobs watch").type(ERASE);
      zsh.type("attune jobs \t").until("cancel").until("watch").type(ERASE);
      zsh.type("attune --base-url x jo\t").until("x jobs").type(ERASE);
      zsh.type("attune jobs create --met\t").until("--metadata  --method").type(ERASE);
      zsh.type("attune jobs create --method \t").until("dpo").until("supervised").type(ERASE);
      zsh.type("attune models export m --format g\t").until("--format gguf").type(ERASE);
      zsh.type("attune completion f\t").until("completion fish").type(ERASE);
      zsh.type("attune files upload ti\t").until("upload tickets.jsonl").type(ERASE);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          attune jo                          | jobs
          attune jobs wa                     | watch
          attune --base-url x jo             | jobs
          attune jobs create --method dp     | dpo
          attune jobs create --method=dp     | --method=dpo
          attune jobs create --training-f    | --training-file
          attune models export m --format gg | gguf
          attune completion z                | zsh
          attune files upload ti             | tickets.jsonl
          attune jobs watch ftjob-1 --js     | --json
          attune nothi                       | ''
          attune completion zsh f            | ''
          """)
  void fishCompletes(String line, String word) throws Exception {
    assumeInstalled("fish");
    Files.createFile(directory.resolve("tickets.jsonl"));

    assertThat(fish(line).stream().map(offer -> offer.split("\t", -1)[0]))
        .isEqualTo(word.isEmpty() ? List.of() : List.of(word));
  }

  @Test
  void fishListsWithDescriptions() throws Exception {
    assumeInstalled("fish");

    assertThat(fish("attune jobs ")).hasSize(9).contains("watch\t" + WATCH);
    assertThat(fish("attune completion ")).containsExactly("bash", "fish", "zsh");
  }

  @Test
  void theScriptForFishNamesEachCommandAndOptionWithItsDescription() throws IOException {
    assertThat(Files.readAllLines(script("fish")))
        .contains(
            "complete -c attune -f",
            "complete -c attune -n '__fish_seen_subcommand_from jobs; and"
                + " __fish_seen_subcommand_from create' -l method -x -a 'supervised dpo' -d"
                + " 'supervised, or dpo for a file of preferred answers. Default: supervised.'")
        .allMatch(line -> line.startsWith("complete -c attune "))
        .anyMatch(
            line -> line.endsWith(" completion' -a keys -d 'Create, list and revoke API keys.'"))
        .anyMatch(line -> line.contains("the server\\'s machine"));
  }

  @Test
  void anUnknownShellIsAMistakeOfUsage() {
    assertThat(new Cli(directory).run("completion", "tcsh").exitCode()).isEqualTo(2);
  }

  private Path script(String shell) throws IOException {
    Cli.Result result = new Cli(directory).run("completion", shell);
    assertThat(result.exitCode()).isZero();
    return Files.writeString(directory.resolve("attune." + shell), result.out());
  }

  /** What bash would offer for the last word of a line. */
  private static List<String> completions(Path script, String line) throws Exception {
    List<String> words = List.of(line.split(" "));
    return shell(
            "bash",
            "-c",
            "source %s; compopt() { :; }; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_attune; printf '%%s\\n' \"${COMPREPLY[@]}\""
                .formatted(script, line, words.size() - 1))
        .lines()
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private List<String> fish(String line) throws Exception {
    return shell(
            "fish",
            "--no-config",
            "-c",
            "cd %s; source %s; complete -C '%s'".formatted(directory, script("fish"), line))
        .lines()
        .toList();
  }

  private PseudoTerminal zsh(Path script) throws Exception {
    PseudoTerminal zsh = PseudoTerminal.running(directory, Map.of("PROMPT", "zsh> "), "zsh -f -i");
    zsh.until("zsh> ");
    return zsh.type("autoload -U compinit; compinit -u -D; source %s\r".formatted(script))
        .until("zsh> ");
  }

  private static void assumeInstalled(String shell) {
    boolean found =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell)));
    assumeTrue(found, shell + " is not installed");
  }

  private static String shell(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return out;
  }
}
