package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.store.Database;
import dev.attune.wire.doctor.Finding;
import dev.attune.wire.doctor.Finding.Verdict;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code attune doctor} is told of a real data directory. */
final class DatabaseCheckTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aFolderWithoutADatabaseIsNew() {
    assertThat(look()).isEqualTo(Finding.ok("database", "none yet; the first start makes it"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDatabaseThatIsGoneIsAProblem() throws IOException {
    Files.writeString(folder.resolve("format"), "1");

    assertThat(look().message()).isEqualTo(folder.resolve("attune.db") + " is gone");
  }

  @Test
  void aFileThatIsNoDatabaseIsAProblem() throws IOException {
    Files.writeString(folder.resolve("attune.db"), "no database ".repeat(1000));

    assertThat(look().verdict()).isEqualTo(Verdict.PROBLEM);
  }

  @Test
  void aDatabaseThatAServerLeftIsWholeAndOneThatIsServedSaysSo() throws IOException {
    Database.open(folder, true).close();
    assertThat(look().message()).matches("whole, schema [0-9]+");

    try (FileChannel server =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(server.lock().isValid()).isTrue();
      assertThat(look().message()).matches("whole, schema [0-9]+; a server uses it");
    }
  }

  private Finding look() {
    ToolProvider tool =
        ServiceLoader.load(ToolProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(each -> each.name().equals("attune-database-check"))
            .findFirst()
            .orElseThrow();
    StringWriter out = new StringWriter();
    assertThat(tool.run(new PrintWriter(out), new PrintWriter(out), folder.toString())).isZero();
    return WireJson.mapper().readValue(out.toString(), Finding.class);
  }
}
