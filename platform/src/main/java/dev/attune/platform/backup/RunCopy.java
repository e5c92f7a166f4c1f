package dev.attune.platform.backup;

import dev.attune.protocol.Checkpoints;
import dev.attune.protocol.DurableFiles;
import dev.attune.protocol.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The run directories, whose trainers go on writing: what is copied is what a trainer that was
 * killed at that moment would have left behind.
 */
final class RunCopy {
  static final String RUNS = "runs/";
  private static final Set<String> OF_A_PROCESS = Set.of("lock");

  private final Path data;
  private final Path target;
  private final Map<String, CopiedFile> copied = new TreeMap<>();

  RunCopy(Path data, Path target) {
    this.data = data;
    this.target = target;
  }

  /** Logs and reports of all, checkpoints of those that have not ended. */
  Map<String, CopiedFile> copyAll(Set<String> unended) throws IOException {
    DurableFiles.deleteTree(target.resolve(RUNS));
    Path runs = data.resolve(RUNS);
    if (Files.isDirectory(runs)) {
      for (Path run : list(runs)) {
        copyFiles(run);
        if (unended.contains(name(run))) {
          copyCheckpoints(run);
        }
      }
    }
    return copied;
  }

  private void copyCheckpoints(Path run) throws IOException {
    Checkpoints from = new RunDirectory(run).checkpoints();
    Checkpoints to = new RunDirectory(below(target, run)).checkpoints();
    for (int step : from.steps()) {
      copyFiles(from.folder(step));
      if (!to.isWhole(step)) { // its trainer has replaced it by a newer one
        to.delete(step);
        String gone = path(from.folder(step)) + "/";
        copied.keySet().removeIf(path -> path.startsWith(gone));
      }
    }
  }

  private void copyFiles(Path folder) throws IOException {
    for (Path file : list(folder)) {
      if (Files.isRegularFile(file)
          && !DurableFiles.isTemporary(file)
          && !OF_A_PROCESS.contains(name(file))) {
        copy(file);
      }
    }
  }

  private void copy(Path file) throws IOException {
    try {
      copied.put(path(file), CopiedFile.copy(file, below(target, file)));
    } catch (NoSuchFileException deletedMeanwhile) {
      Files.deleteIfExists(below(target, file));
    }
  }

  private static Iterable<Path> list(Path folder) throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.sorted().toList();
    } catch (NoSuchFileException deletedMeanwhile) {
      return Set.of();
    }
  }

  private Path below(Path root, Path file) {
    return root.resolve(data.relativize(file));
  }

  private String path(Path file) {
    return data.relativize(file).toString();
  }

  private static String name(Path file) {
    return Objects.requireNonNull(file.getFileName()).toString();
  }
}
