package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the quick start says to type is typed, in its order, into a shell. */
@SuppressWarnings("NullAway.Init")
final class QuickStartPageTest {
  private static final Pattern BLOCK =
      Pattern.compile("<!-- Run by QuickStartPageTest. -->\\R```sh\\R(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;
  private ServerProcess server;

  private record Typed(int exitCode, String output) {}

  @BeforeEach
  void start() {
    server = ServerProcess.start(folder.resolve("data"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatThePageSaysToTypeTunesAModelThatAnswers() throws IOException, InterruptedException {
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(ServerProcess.ROOT.resolve("docs/quick-start.md")))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(blocks).hasSize(3);
    assertThat(type("./attune models get starter").exitCode()).isNotZero(); // it must be added

    Typed typed = type(String.join("\n", blocks));

    assertThat(typed.exitCode()).as(typed.output()).isZero();
    assertThat(typed.output())
        .containsSubsequence(
            "Training file: 400 examples",
            "Fits: ",
            "Succeeded. Talk with it: attune chat ft:starter:")
        .containsPattern("(?m)^\\{\"team\":\"");
  }

  private Typed type(String script) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .directory(ServerProcess.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().put("ATTUNE_BASE_URL", server.baseUrl());
    shell.environment().put("ATTUNE_API_KEY", server.key());
    Process process = shell.start();
    if (!process.waitFor(4, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("It took too long: " + Files.readString(output));
    }
    return new Typed(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }
}
