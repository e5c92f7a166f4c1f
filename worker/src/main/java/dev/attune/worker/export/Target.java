package dev.attune.worker.export;

import dev.attune.protocol.ExportReport;
import dev.attune.worker.export.source.ExportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where an export goes: a directory that does not exist or is empty, in one that does. */
record Target(Path directory) {
  /** For the tokenizer and whatever the numbers are wrapped in. */
  private static final long SMALL_FILES = 64L << 20;

  /**
   * Looks at the place.
   *
   * @throws ExportException when something is there
   */
  static Target of(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (!directory.isAbsolute() || parent == null) {
      throw ExportException.target(
          "'%s' is not an absolute path of a directory.".formatted(directory));
    }
    if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
      throw ExportException.target(
          "%s is not a directory that the server can write to. Create it first.".formatted(parent));
    }
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !isEmptyDirectory(directory)) {
      throw ExportException.target(
          "%s is there already and is not an empty directory. Name another one."
              .formatted(directory));
    }
    return new Target(directory);
  }

  /** Refuses what the disk has no room for before hours are spent on it. */
  void checkRoom(long bytes) throws IOException {
    long usable = Files.getFileStore(directory.resolveSibling(".")).getUsableSpace();
    if (usable < bytes + SMALL_FILES) {
      throw ExportException.full(
          "The export needs about %,d MB, but %s has %,d MB left. Free some space or name another directory."
              .formatted((bytes + SMALL_FILES) >> 20, directory.getParent(), usable >> 20));
    }
  }

  /** What is there now. */
  ExportReport.Exported contents() throws IOException {
    List<String> names = new ArrayList<>();
    long bytes = 0;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        names.add(directory.relativize(file).toString());
        bytes += Files.size(file);
      }
    }
    return new ExportReport.Exported(directory.toString(), names, bytes);
  }

  private static boolean isEmptyDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findFirst().isEmpty();
    }
  }
}
