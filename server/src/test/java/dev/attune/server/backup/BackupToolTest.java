package dev.attune.server.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.store.Database;
import dev.attune.wire.backup.BackupWork;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool as {@code attune backup} finds it. */
final class BackupToolTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aBackupIsWrittenReadAgainAndRestored() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Database.open(data, true).close();
    Files.writeString(data.resolve("format"), "1");
    String backup = folder.resolve("backup").toString();
    String other = folder.resolve("other").toString();

    assertThat(run("write", data.toString(), backup))
        .hasOnlyElementsOfTypes(BackupWork.Progress.class, BackupWork.Done.class)
        .last()
        .isInstanceOfSatisfying(
            BackupWork.Done.class, done -> assertThat(done.directory()).isEqualTo(backup));
    assertThat(run("verify", backup)).last().isInstanceOf(BackupWork.Done.class);
    assertThat(run("restore", backup, other)).last().isInstanceOf(BackupWork.Done.class);
    Database.open(Path.of(other), false).close();
  }

  @Test
  void whatCannotBeDoneIsSaidInTheLastLine() {
    assertThat(run("verify", folder.toString()))
        .singleElement()
        .isInstanceOfSatisfying(
            BackupWork.Failed.class,
            failed -> assertThat(failed.message()).contains("no backup.json"));
  }

  private static List<BackupWork> run(String... arguments) {
    ToolProvider tool =
        ServiceLoader.load(ToolProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(each -> each.name().equals("attune-backup"))
            .findFirst()
            .orElseThrow();
    StringWriter out = new StringWriter();
    int _ = tool.run(new PrintWriter(out), new PrintWriter(out), arguments);
    return out.toString()
        .lines()
        .map(line -> WireJson.mapper().readValue(line, BackupWork.class))
        .toList();
  }
}
