package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogsTest {
  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    log("attune-data/runs/ftjob-1/trainer.log", "one\ntwo\u001b[2J\nthree\nfour", 1_700_000_002);
    log("attune-data/logs/sampler.log", "asked\n", 1_700_000_001);
    log("attune-data/server.log", "started\n", 1_700_000_000);
    Files.writeString(directory.resolve("attune-data/first-key"), "sk-secret");
  }

  @Test
  void withoutANameTheLogsAreListed() {
    assertThat(new Cli(directory).run("logs").out())
        .isEqualTo(
            """
            NAME     SIZE      CHANGED
            ftjob-1  22 bytes  2023-11-14T22:13:22Z
            sampler  6 bytes   2023-11-14T22:13:21Z
            server   8 bytes   2023-11-14T22:13:20Z
            """);
    assertThat(new Cli(directory).run("logs", "--json").out())
        .startsWith("[{")
        .contains("\"name\":\"sampler\"", "\"bytes\":6", "\"changed_at\":1700000001");
  }

  @Test
  void theEndOfALogIsPrintedWithoutWhatControlsATerminal() {
    assertThat(new Cli(directory).run("logs", "ftjob-1").out())
        .isEqualTo("one\ntwo [2J\nthree\nfour\n");
    assertThat(new Cli(directory).run("logs", "ftjob-1", "--lines", "1").out()).isEqualTo("four\n");
    assertThat(new Cli(directory).run("logs", "server", "--json").out())
        .contains("\"line\":\"started\"");
  }

  @Test
  void otherDirectoriesAreNamed() {
    Cli elsewhere = new Cli(directory.resolve("attune-data"));

    assertThat(elsewhere.run("logs", "server", "--data-dir", ".").out()).isEqualTo("started\n");
    assertThat(elsewhere.set("ATTUNE_DATA_DIR", ".").run("logs", "sampler").out())
        .isEqualTo("asked\n");
  }

  @Test
  void whatIsNoLogIsNotShown() {
    for (String name : new String[] {"ftjob-2", "first-key", "../runs/ftjob-1/trainer"}) {
      Cli.Result result = new Cli(directory).run("logs", name);
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).startsWith("There is no log " + name);
    }
  }

  private void log(String path, String text, long seconds) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(seconds)));
  }
}
