package dev.attune.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseHealthTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void aWholeDatabaseIsWellAlsoWhileItIsInUse() {
    try (Database _ = TestDatabase.in(folder)) {
      assertWell();
    }
    assertWell();
  }

  @Test
  void aDamagedDatabaseIsFoundOut() throws IOException {
    TestDatabase.in(folder).close();
    Path file = Database.file(folder);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (long at = 4096; at < bytes.length(); at += 4096) {
        bytes.seek(at);
        bytes.write(new byte[64]);
      }
    }

    assertThat(DatabaseHealth.of(folder).fault()).isPresent();
  }

  @Test
  void aFileThatIsNoDatabaseIsFoundOut() throws IOException {
    Files.writeString(Database.file(folder), "no database at all ".repeat(100));

    assertThat(DatabaseHealth.of(folder).fault()).isPresent();
  }

  @Test
  void whatANewerVersionWroteIsToldFromWhatIsToBeBroughtUpToDate() {
    try (Database database = TestDatabase.in(folder)) {
      int _ =
          database.write(h ->
              h.execute(
                  """
                  INSERT INTO flyway_schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                  VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 1, '', 1, 1)
                  """));
    }
    assertThat(DatabaseHealth.of(folder).newer()).isTrue();

    try (Database database = Database.open(folder, false)) {
      int _ =
          database.write(h ->
              h.execute("DELETE FROM flyway_schema_history WHERE CAST(version AS INTEGER) > 3"));
      DatabaseHealth older = DatabaseHealth.of(folder);
      assertThat(older.newer()).isFalse();
      assertThat(older.schema()).contains("3");
      assertThat(older.pending()).isPositive();
    }
  }

  private void assertWell() {
    DatabaseHealth health = DatabaseHealth.of(folder);
    assertThat(health.fault()).isEmpty();
    assertThat(health.newer()).isFalse();
    assertThat(health.pending()).isZero();
    assertThat(health.schema()).isPresent();
  }
}
