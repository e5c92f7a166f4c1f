package dev.attune.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.keys.ApiKey;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void commitsAreOnDiskBeforeTheyReturn() {
    try (Database database = TestDatabase.in(folder)) {
      assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(database, "synchronous")).isEqualTo("2"); // FULL
      assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
    }
  }

  /** It has the secrets of webhooks as they are. */
  @Test
  void onlyItsOwnerReadsTheDatabaseAndTheFilesBesideIt() throws IOException {
    Path file = folder.resolve("attune.db");
    TestDatabase.in(folder).close();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    try (Database _ = Database.open(folder, false)) {
      for (String name : List.of("attune.db", "attune.db-wal", "attune.db-shm")) {
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
            .as(name)
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void aReadingConnectionCannotWrite() {
    try (Database database = TestDatabase.in(folder)) {
      assertThatThrownBy(() -> database.read(h -> h.execute("DELETE FROM jobs")))
          .hasMessageContaining("readonly");
    }
  }

  @Test
  void aLostDatabaseIsNotReplacedByAnEmptyOne() {
    assertThatThrownBy(() -> Database.open(folder, false))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("attune.db")
        .hasMessageContaining("backup");
    assertThat(folder.resolve("attune.db")).doesNotExist();
  }

  @Test
  void aDamagedDatabaseIsRefusedWithItsName() throws IOException {
    TestDatabase.in(folder).close();
    Path file = folder.resolve("attune.db");
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (int page = 1; page < 12; page++) {
        bytes.seek(page * 4096L);
        bytes.write(new byte[64]);
      }
    }

    assertThatThrownBy(() -> Database.open(folder, false))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("attune.db");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("attune.db"), "not a database at all".repeat(99));

    assertThatThrownBy(() -> Database.open(folder, true)).isInstanceOf(PlatformException.class);
    assertThat(Files.readString(file)).startsWith("not a database");
  }

  @Test
  void manyWritersAtOnceAllSucceed() throws Exception {
    try (Database database = TestDatabase.in(folder);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      SqlKeyStore keys = new SqlKeyStore(database);
      List<Future<?>> writes = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        String id = "key" + i;
        writes.add(
            threads.submit(() ->
                keys.insert(
                    new ApiKey(id, TestDatabase.OURS.id(), "name", "sk-…", null, TestDatabase.NOW),
                    id)));
      }
      for (Future<?> write : writes) {
        write.get();
      }
      assertThat(keys.list(TestDatabase.OURS.id())).hasSize(64);
    }
  }

  private static String pragma(Database database, String name) {
    return database.write(h -> h.createQuery("PRAGMA " + name).mapTo(String.class).one());
  }
}
