package dev.attune.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseHealthTest {
  private static final int PAGE_BYTES = 4096;

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

  /** One page that only a whole look reads; without {@code quick_check} nobody would notice. */
  @Test
  void aDamagedPageIsFoundOut() throws IOException {
    long page;
    try (Database database = TestDatabase.in(folder)) {
      page =
          database.read(h ->
              h.createQuery("SELECT rootpage FROM sqlite_master WHERE name = 'job_events'")
                  .mapTo(Long.class)
                  .one());
    }
    try (RandomAccessFile bytes = new RandomAccessFile(Database.file(folder).toFile(), "rw")) {
      bytes.seek((page - 1) * PAGE_BYTES);
      bytes.write(new byte[PAGE_BYTES]);
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
