package dev.attune.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a data directory holds, for tests that nothing was added to it, changed or taken away. */
final class Stored implements AutoCloseable {
  private final Path folder;
  private final Connection database;

  Stored(Path folder) {
    this.folder = folder;
    try {
      database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("attune.db"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Equal to an earlier one if nobody committed anything, and all files are as they were. */
  String now() {
    return "commit %d%n%s".formatted(commits(), files());
  }

  /** Another number after each commit of another connection: https://sqlite.org/pragma.html. */
  private long commits() {
    try (Statement statement = database.createStatement();
        ResultSet version = statement.executeQuery("PRAGMA data_version")) {
      return version.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String files() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("attune.db"))
          .map(file -> "%s %d".formatted(file, file.toFile().length()))
          .sorted()
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
