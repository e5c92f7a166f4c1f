package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server as a process that is told to end. */
@SuppressWarnings("NullAway.Init")
@Timeout(120)
final class StopTest {
  private static final Pattern LISTENS = Pattern.compile("http://127.0.0.1:(\\d+)/v1");

  @TempDir private Path folder;
  private Process process;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    Path data = folder.resolve("data");
    process =
        TestServer.workers()
            .process(
                ServeMain.class.getName(),
                "128m",
                List.of("--port", "0", "--data-dir", data.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    Matcher listens = LISTENS.matcher(String.valueOf(out.readLine()));
    assertThat(listens.find()).isTrue();
    client =
        new Client(
            Integer.parseInt(listens.group(1)),
            Files.readString(data.resolve("first-key")).strip());
    Path model = Files.createDirectory(folder.resolve("tiny"));
    Files.writeString(model.resolve("config.json"), "{}");
    client.post("/attune/v1/models", "{\"directory\":\"%s\"}".formatted(model));
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void whatWasAskedIsAnsweredToTheEndAndNothingIsLeft() throws Exception {
    try (InputStream answer =
        client
            .exchange(
                client
                    .request("/v1/chat/completions")
                    .POST(
                        BodyPublishers.ofString(
                            "{\"model\":\"tiny\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"300\"}]}")),
                BodyHandlers.ofInputStream())
            .body()) {
      answer.readNBytes(100);
      List<ProcessHandle> started = process.descendants().toList();

      process.destroy(); // SIGTERM

      assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
          .contains("part 299")
          .endsWith("data: [DONE]\n\n");
      assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      assertThat(started).isNotEmpty();
      for (ProcessHandle each : started) {
        each.onExit().get(10, TimeUnit.SECONDS);
      }
    }
  }
}
