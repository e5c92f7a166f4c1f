package dev.attune.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompletionTest {
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
  void zshReadsTheSameScript() throws Exception {
    assumeInstalled("zsh");
    Path script = script("zsh");

    assertThat(
            shell(
                "zsh",
                "-c",
                "autoload -U compinit; compinit -u; source %s; print ${_comps[attune]}"
                    .formatted(script)))
        .contains("_bash_complete");
  }

  @Test
  void fishCompletesWithDescriptions() throws Exception {
    assumeInstalled("fish");
    Path script = script("fish");

    assertThat(shell("fish", "-c", "source %s; complete -C 'attune jobs wa'".formatted(script)))
        .startsWith("watch\tFollow a job to its end");
  }

  @Test
  void theScriptForFishNamesEachCommandAndOptionWithItsDescription() throws IOException {
    assertThat(Files.readAllLines(script("fish")))
        .contains(
            "complete -c attune -f",
            "complete -c attune -n '__fish_use_subcommand' -a keys"
                + " -d 'Create, list and revoke API keys.'",
            "complete -c attune -n '__fish_seen_subcommand_from jobs; and"
                + " __fish_seen_subcommand_from create' -l method -x -a 'supervised dpo' -d"
                + " 'supervised, or dpo for a file of preferred answers. Default: supervised.'")
        .allMatch(line -> line.startsWith("complete -c attune "))
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
