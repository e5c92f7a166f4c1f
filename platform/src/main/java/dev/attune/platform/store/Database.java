package dev.attune.platform.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * The database: SQLite in WAL mode with every commit on disk before it returns, one connection that
 * writes and several that read.
 */
public final class Database implements AutoCloseable {
  private static final String FILE = "attune.db";

  /** Versions before lose committed rows in a rare race of the WAL's reset. */
  private static final int[] OLDEST = {3, 51, 3};

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private static final int READERS = 4;
  private static final Duration BUSY = Duration.ofSeconds(10);

  private final HikariDataSource writing;
  private final HikariDataSource reading;
  private final Jdbi writer;
  private final Jdbi reader;

  private Database(HikariDataSource writing, HikariDataSource reading) {
    this.writing = writing;
    this.reading = reading;
    this.writer = Jdbi.create(writing);
    this.reader = Jdbi.create(reading);
  }

  /**
   * Opens the database of a data directory and brings its schema up to date.
   *
   * @param mayCreate false where a database must be there already: a lost one is never replaced by
   *     an empty one
   * @throws PlatformException naming the file and the reason
   */
  public static Database open(Path dataDirectory, boolean mayCreate) {
    Path file = file(dataDirectory);
    if (!mayCreate && !Files.exists(file)) {
      throw unusable(
          file,
          "it is missing, though this data directory was used before. Restore it from a backup",
          new IllegalStateException(FILE));
    }
    HikariDataSource writing = null;
    try {
      keepPrivate(file);
      writing = pool(file, 1, false);
      Database database = new Database(writing, pool(file, READERS, true));
      database.checkVersion();
      database.checkWhole(file);
      migrations(writing).migrate();
      return database;
    } catch (IOException
        | FlywayException
        | JdbiException
        | com.zaxxer.hikari.pool.HikariPool.PoolInitializationException e) {
      if (writing != null) {
        writing.close();
      }
      throw unusable(file, String.valueOf(e.getMessage()).strip(), e);
    }
  }

  /** Where the database of a data directory lies. */
  public static Path file(Path dataDirectory) {
    return dataDirectory.resolve(FILE);
  }

  /** Connections to a database that is there; they create none and say nothing to the log. */
  static SQLiteDataSource lookingAt(Path file) {
    SQLiteConfig sqlite = new SQLiteConfig();
    sqlite.resetOpenMode(SQLiteOpenMode.CREATE);
    sqlite.setBusyTimeout((int) BUSY.toMillis());
    SQLiteDataSource source = new SQLiteDataSource(sqlite);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  /** Runs {@code work} in the one writing transaction at a time. */
  <T> T write(HandleCallback<T, RuntimeException> work) {
    return writer.inTransaction(work);
  }

  /** Runs {@code work} on a connection that cannot write and sees one state of the database. */
  <T> T read(HandleCallback<T, RuntimeException> work) {
    return reader.inTransaction(work);
  }

  @Override
  public void close() {
    reading.close();
    writing.close();
  }

  /** It has secrets, so nobody but its owner reads it; the files beside it become like it. */
  private static void keepPrivate(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    for (String beside : List.of("", "-wal", "-shm")) {
      Path part = file.resolveSibling(file.getFileName() + beside);
      if (Files.exists(part)) {
        Files.setPosixFilePermissions(part, OWNER_ONLY);
      }
    }
  }

  private static HikariDataSource pool(Path file, int size, boolean readOnly) {
    SQLiteConfig sqlite = new SQLiteConfig();
    sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
    sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    sqlite.setBusyTimeout((int) BUSY.toMillis());
    sqlite.enforceForeignKeys(true);
    sqlite.setTransactionMode(
        readOnly ? SQLiteConfig.TransactionMode.DEFERRED : SQLiteConfig.TransactionMode.IMMEDIATE);
    SQLiteDataSource source = new SQLiteDataSource(sqlite);
    source.setUrl("jdbc:sqlite:" + file);
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(BUSY.toMillis());
    config.setPoolName(readOnly ? "reading" : "writing");
    if (readOnly) {
      config.setConnectionInitSql("PRAGMA query_only = ON");
    }
    return new HikariDataSource(config);
  }

  /** Every step from an empty schema to the newest. */
  static Flyway migrations(DataSource source) {
    return Flyway.configure()
        .dataSource(source)
        .locations("classpath:dev/attune/platform/store/sqlite")
        .load();
  }

  private void checkVersion() {
    String version = read(h -> h.createQuery("SELECT sqlite_version()").mapTo(String.class).one());
    String[] parts = version.split("\\.", -1);
    for (int i = 0; i < OLDEST.length; i++) {
      int part = Integer.parseInt(parts[i]);
      if (part != OLDEST[i]) {
        if (part < OLDEST[i]) {
          throw new PlatformException(
              ErrorCode.UNUSABLE_STORAGE,
              null,
              "SQLite %s is older than 3.51.3, which may lose data. Take a newer sqlite-jdbc."
                  .formatted(version));
        }
        return;
      }
    }
  }

  private void checkWhole(Path file) {
    List<String> faults =
        read(h -> h.createQuery("PRAGMA quick_check(1)").mapTo(String.class).list());
    if (!faults.equals(List.of("ok"))) {
      throw unusable(
          file,
          "it is damaged (%s). Restore it from a backup".formatted(faults.getFirst()),
          new IllegalStateException(faults.getFirst()));
    }
  }

  private static PlatformException unusable(Path file, String reason, Exception cause) {
    return new PlatformException(
        ErrorCode.UNUSABLE_STORAGE, "%s cannot be used: %s.".formatted(file, reason), cause);
  }
}
