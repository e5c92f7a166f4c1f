package dev.attune.cli.logs;

import dev.attune.cli.session.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The logs of one data directory. */
record Logs(Path dataDirectory) {
  private static final String SUFFIX = ".log";

  /**
   * One of them.
   *
   * @param name the job's id, or the file's name without its ending
   */
  record Log(String name, Path file, long bytes, Instant changed) {}

  /** Newest first. */
  List<Log> all() {
    List<Log> found = new ArrayList<>();
    in(dataDirectory).forEach(file -> add(found, plainName(file), file));
    in(dataDirectory.resolve("logs")).forEach(file -> add(found, plainName(file), file));
    in(dataDirectory.resolve("runs"))
        .forEach(run -> add(found, run.getFileName().toString(), run.resolve("trainer.log")));
    found.sort(Comparator.comparing(Log::changed).reversed());
    return found;
  }

  Optional<Log> named(String name) {
    return all().stream().filter(log -> log.name().equals(name)).findFirst();
  }

  private static void add(List<Log> found, String name, Path file) {
    if (file.toString().endsWith(SUFFIX) && Files.isRegularFile(file)) {
      try {
        found.add(
            new Log(name, file, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
  }

  private static String plainName(Path file) {
    return file.getFileName().toString().replaceFirst("\\.log$", "");
  }

  private static List<Path> in(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  static CliException unreadable(Path file, IOException cause) {
    return CliException.refused("%s cannot be read: %s".formatted(file, cause.getMessage()));
  }
}
