package dev.attune.platform;

import dev.attune.platform.store.Database;
import dev.attune.platform.store.DatabaseHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a look at a data directory finds, also while a server uses it. */
public sealed interface StorageState {

  /** No server has been here. */
  record Unused() implements StorageState {}

  /** A server has been here, but its database is gone. */
  record Lost(Path database) implements StorageState {}

  /** The folder itself cannot be read. */
  record Closed(String reason) implements StorageState {}

  /**
   * There is a database.
   *
   * @param served whether a server uses it now
   */
  record Kept(DatabaseHealth database, boolean served) implements StorageState {}

  /** Looks at {@code dataDirectory} and leaves it as it is. */
  static StorageState of(Path dataDirectory) {
    Path file = Database.file(dataDirectory);
    if (!Files.exists(file)) {
      return DataDirectory.isUsed(dataDirectory) ? new Lost(file) : new Unused();
    }
    try {
      return new Kept(DatabaseHealth.of(dataDirectory), DataDirectory.isTaken(dataDirectory));
    } catch (IOException e) {
      return new Closed(String.valueOf(e));
    }
  }
}
