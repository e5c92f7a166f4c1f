package dev.attune.cli.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Saved lists, and a folder in which contents lie under their id or their name. */
final class FolderSource implements Source {
  private final List<OldJob> jobs;
  private final Map<String, OldFile> files;
  private final Path folder;

  FolderSource(List<OldJob> jobs, List<OldFile> files, Path folder) {
    this.jobs = List.copyOf(jobs);
    this.files =
        files.stream()
            .collect(Collectors.toMap(OldFile::id, Function.identity(), (first, _) -> first));
    this.folder = folder;
  }

  @Override
  public List<OldJob> jobs() {
    return jobs;
  }

  @Override
  public Found find(String fileId) {
    OldFile listed = files.getOrDefault(fileId, new OldFile(fileId, "", -1));
    return path(listed)
        .map(path -> sized(listed, path))
        .orElseGet(() -> new Found.Missing("%s is not in %s".formatted(fileId, folder)));
  }

  @Override
  public <T> T read(OldFile file, Function<InputStream, T> reader) throws IOException {
    try (InputStream bytes = Files.newInputStream(path(file).orElseThrow())) {
      return reader.apply(bytes);
    }
  }

  private static Found sized(OldFile listed, Path path) {
    long bytes = size(path);
    if (listed.bytes() >= 0 && listed.bytes() != bytes) {
      return new Found.Missing(
          "%s has %,d bytes and not the %,d of %s"
              .formatted(path.getFileName(), bytes, listed.bytes(), listed.id()));
    }
    String name = listed.filename().isEmpty() ? path.getFileName() + "" : listed.filename();
    return new Found.There(new OldFile(listed.id(), name, bytes));
  }

  private Optional<Path> path(OldFile file) {
    return inside(file.id())
        .or(() -> inside(file.id() + ".jsonl"))
        .or(() -> isOnlyOfItsName(file) ? inside(file.filename()) : Optional.empty());
  }

  /** A name that two files have says nothing about which of them lies there. */
  private boolean isOnlyOfItsName(OldFile file) {
    return files.values().stream().filter(other -> other.filename().equals(file.filename())).count()
        <= 1;
  }

  /** A file of the folder itself: names come from elsewhere and may point anywhere. */
  private Optional<Path> inside(String name) {
    if (!name.matches("[^/\\\\\\p{Cntrl}]+") || name.matches("\\.+")) {
      return Optional.empty();
    }
    return Optional.of(folder.resolve(name)).filter(Files::isRegularFile);
  }

  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
