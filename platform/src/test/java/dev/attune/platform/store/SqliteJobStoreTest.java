package dev.attune.platform.store;

import dev.attune.platform.jobs.JobStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** {@link JobStoreContract} on SQLite. */
@SuppressWarnings("NullAway.Init")
final class SqliteJobStoreTest extends JobStoreContract {
  @TempDir private Path folder;
  private Database database;
  private JobStore store;

  @BeforeEach
  void open() {
    database = TestDatabase.in(folder);
    store = new SqlJobStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  JobStore store() {
    return store;
  }
}
