package dev.attune.platform.store;

import java.nio.file.Path;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A database as one file, taken from a data directory while a server may use it. */
public final class DatabaseCopy {
  private final Path file;

  private DatabaseCopy(Path file) {
    this.file = file;
  }

  /** Writes what is committed now to {@code target}, which must not be there. */
  public static DatabaseCopy take(Path dataDirectory, Path target) {
    jdbi(Database.file(dataDirectory))
        .useHandle(h -> h.execute("VACUUM INTO ?", target.toString()));
    return new DatabaseCopy(target);
  }

  /** The database of a folder that no server uses. */
  public static DatabaseCopy in(Path folder) {
    return new DatabaseCopy(Database.file(folder));
  }

  /** What must lie on disk beside this database, by SHA-256. */
  public Set<String> blobs() {
    return strings("SELECT sha256 FROM files UNION SELECT sha256 FROM upload_parts");
  }

  public Set<String> tunedFolders() {
    return strings("SELECT directory FROM tuned_models");
  }

  public Set<String> baseFolders() {
    return strings("SELECT directory FROM base_models");
  }

  /** The jobs that may still need what lies in their run directory. */
  public Set<String> unendedJobs() {
    return strings("SELECT id FROM jobs WHERE state NOT IN ('succeeded', 'failed', 'cancelled')");
  }

  /** The same in the database of a data directory at this moment. */
  public static Set<String> unendedNow(Path dataDirectory) {
    return DatabaseCopy.in(dataDirectory).unendedJobs();
  }

  /** Lets the folders of models lie below {@code to} that lay below {@code from}. */
  public void move(Path from, Path to) {
    jdbi(file)
        .useTransaction(h -> {
          move(h, "tuned_models", from, to);
          move(h, "base_models", from, to);
        });
  }

  private static void move(Handle handle, String table, Path from, Path to) {
    handle
        .createUpdate(
            "UPDATE <table> SET directory = :to || substr(directory, length(:from) + 1) WHERE substr(directory, 1, length(:from) + 1) = :from || '/'")
        .define("table", table)
        .bind("from", from.toString())
        .bind("to", to.toString())
        .execute();
  }

  private Set<String> strings(String query) {
    return jdbi(file).withHandle(h -> h.createQuery(query).mapTo(String.class).set());
  }

  private static Jdbi jdbi(Path file) {
    return Jdbi.create(Database.lookingAt(file));
  }
}
