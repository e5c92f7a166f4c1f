package dev.attune.platform.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files below one data directory that are to be copied; once written they never change. */
final class Planned {
  private static final int FOLDER_LETTERS = 2;
  private static final String BLOBS = "files";

  private final Path data;
  private final List<Item> items = new ArrayList<>();

  Planned(Path data) {
    this.data = data;
  }

  /**
   * One file.
   *
   * @param path below the data directory
   */
  record Item(String path, long bytes) {
    /** Uploads are named by what they hold. */
    boolean isIntact(CopiedFile file) {
      return !path.startsWith(BLOBS + "/") || path.endsWith("/" + file.sha256());
    }
  }

  static Path blob(Path data, String sha256) {
    return data.resolve(BLOBS).resolve(sha256.substring(0, FOLDER_LETTERS)).resolve(sha256);
  }

  List<Item> items() {
    return List.copyOf(items);
  }

  long bytes() {
    return items.stream().mapToLong(Item::bytes).sum();
  }

  void add(Path file, Set<String> missing) throws IOException {
    if (!addIfThere(file)) {
      missing.add(data.relativize(file).toString());
    }
  }

  boolean addIfThere(Path file) throws IOException {
    try {
      items.add(new Item(data.relativize(file).toString(), Files.size(file)));
      return true;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  void addFolder(Path folder, Set<String> missing) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        add(file, missing);
      }
    } catch (NoSuchFileException | java.io.UncheckedIOException gone) {
      missing.add(data.relativize(folder).toString());
    }
  }

  void remove(Set<String> paths) {
    items.removeIf(item -> paths.contains(item.path()));
  }
}
