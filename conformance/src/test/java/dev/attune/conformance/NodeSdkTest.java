package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's Node SDK through the whole flow; skipped where there is no Node. */
final class NodeSdkTest {
  private static final List<String> SOURCES =
      List.of("package.json", "package-lock.json", "flow.mjs");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void theNodeSdkGoesFromFileToChatUnchanged() throws IOException, InterruptedException {
    assumeTrue(isInstalled("node") && isInstalled("npm"), "Node and npm are not installed");
    Path script = Files.createDirectory(folder.resolve("script"));
    for (String name : SOURCES) {
      Files.copy(Path.of("src/test/node").resolve(name), script.resolve(name));
    }
    run(script, Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
    Path training = Files.write(folder.resolve("train.jsonl"), Samples.trainingLines(16));
    Path validation = Files.write(folder.resolve("valid.jsonl"), Samples.validationLines(8));
    try (ServerProcess server = ServerProcess.start(folder.resolve("data"))) {
      server.addStarterModel();

      String said =
          run(
              script,
              Map.of("OPENAI_BASE_URL", server.baseUrl(), "OPENAI_API_KEY", server.key()),
              "node",
              "flow.mjs",
              training.toString(),
              validation.toString());

      assertThat(said).contains("\"checkpoints\":2");
    }
  }

  private static String run(Path directory, Map<String, String> variables, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static boolean isInstalled(String program) {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
