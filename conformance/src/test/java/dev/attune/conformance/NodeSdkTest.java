package dev.attune.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's Node SDK through the whole flow; skipped where there is no Node. */
final class NodeSdkTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void theNodeSdkGoesFromFileToChatUnchanged() throws IOException, InterruptedException {
    Node node = Node.install(Files.createDirectory(folder.resolve("script")), "flow.mjs");
    Path training = Files.write(folder.resolve("train.jsonl"), Samples.trainingLines(16));
    Path validation = Files.write(folder.resolve("valid.jsonl"), Samples.validationLines(8));
    Path pairs = Files.write(folder.resolve("pairs.jsonl"), Samples.pairs(12));
    Path seen = folder.resolve("seen.jsonl");
    // With a key, jobs may ask to be reported; nothing listens there, which no job minds.
    Path wandb = Files.writeString(folder.resolve("wandb-key"), "0".repeat(40));
    try (ServerProcess server =
        ServerProcess.start(
            folder.resolve("data"),
            "--wandb-key-file",
            wandb.toString(),
            "--wandb-base-url",
            "http://127.0.0.1:9")) {
      server.addStarterModel();

      String said =
          node.run(
              Map.of(
                  "OPENAI_BASE_URL", server.baseUrl(),
                  "OPENAI_API_KEY", server.key(),
                  "OPENAI_ADMIN_KEY", server.adminKey(),
                  "SEEN", seen.toString()),
              "node",
              "flow.mjs",
              training.toString(),
              validation.toString(),
              pairs.toString());

      assertThat(said).contains("\"checkpoints\":2");
      assertThat(Seen.checkAll(seen)).isGreaterThan(50);
    }
  }
}
