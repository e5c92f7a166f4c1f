package dev.attune.platform.run;

import dev.attune.protocol.Checkpoints;
import dev.attune.protocol.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The weights of tuned models: {@code models/<job id>/step-000123}, apart from the run. */
final class TunedWeights {
  /** Of use only to a trainer that goes on. */
  private static final Set<String> ONLY_FOR_TRAINERS =
      Set.of("manifest.json", "optimizer.safetensors", "trainer_state.json");

  private final Path root;

  TunedWeights(Path root) {
    this.root = root;
  }

  /**
   * Takes the weights of a checkpoint out of its run. Files are linked, not copied; the same again
   * changes nothing.
   */
  Path publish(String jobId, Checkpoints checkpoints, int step) {
    Path source = checkpoints.folder(step);
    Path target = root.resolve(jobId).resolve(source.getFileName());
    try {
      if (!Files.isDirectory(target)) {
        Files.createDirectories(root.resolve(jobId));
        DurableFiles.writeFolder(target, folder -> linkAll(source, folder));
        DurableFiles.syncFolder(root);
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes what was published of a job that did not succeed after all. */
  void withdraw(String jobId) {
    try {
      DurableFiles.deleteTree(root.resolve(jobId));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void linkAll(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.list(source)) {
      List<Path> wanted =
          files.filter(file -> !ONLY_FOR_TRAINERS.contains(file.getFileName().toString())).toList();
      for (Path file : wanted) {
        link(file, target.resolve(file.getFileName()));
      }
    }
  }

  static void link(Path existing, Path link) throws IOException {
    try {
      Files.createLink(link, existing);
    } catch (UnsupportedOperationException | java.nio.file.FileSystemException noLinks) {
      Files.copy(existing, link);
    }
  }
}
