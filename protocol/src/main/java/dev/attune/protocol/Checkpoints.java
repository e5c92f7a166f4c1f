package dev.attune.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The checkpoints of one run: folders {@code step-000123}, each written whole with {@code
 * manifest.json} last. A checkpoint counts when every file has the size and the SHA-256 that its
 * manifest states.
 */
public final class Checkpoints {
  private static final String MANIFEST = "manifest.json";
  private static final String PREFIX = "step-";

  private final Path root;

  Checkpoints(Path root) {
    this.root = root;
  }

  record Manifest(int step, List<Entry> files) {
    Manifest {
      files = List.copyOf(files);
    }
  }

  record Entry(String name, long size, String sha256) {}

  /** Where the checkpoint after {@code step} lies or would lie. */
  public Path folder(int step) {
    return root.resolve("%s%06d".formatted(PREFIX, step));
  }

  /**
   * Saves what {@code content} writes as the checkpoint after {@code step}; a crash leaves it whole
   * or absent.
   */
  public void save(int step, DurableFiles.FolderContent content) {
    try {
      Files.createDirectories(root);
      DurableFiles.writeFolder(
          folder(step),
          folder -> {
            content.writeTo(folder);
            Files.write(folder.resolve(MANIFEST), ProtocolJson.bytes(manifestOf(step, folder)));
          });
    } catch (IOException e) {
      throw new ProtocolException(
          "The checkpoint after step %d cannot be written to %s: %s".formatted(step, root, e), e);
    }
  }

  /** The steps that have a checkpoint, whole or not, in rising order. */
  public List<Integer> steps() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> !DurableFiles.isTemporary(folder))
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith(PREFIX))
          .map(name -> Integer.parseInt(name.substring(PREFIX.length())))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest step whose checkpoint verifies; a damaged newer one is passed over. */
  public OptionalInt newestWhole() {
    return steps().stream()
        .sorted(Comparator.reverseOrder())
        .filter(this::isWhole)
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  /** True when every file of the checkpoint is as its manifest states. */
  public boolean isWhole(int step) {
    Path folder = folder(step);
    if (!Files.isRegularFile(folder.resolve(MANIFEST))) {
      return false;
    }
    try {
      Manifest manifest = ProtocolJson.read(folder.resolve(MANIFEST), Manifest.class);
      return manifest.equals(manifestOf(step, folder));
    } catch (ProtocolException | IOException damaged) {
      return false;
    }
  }

  /** Removes the checkpoint after {@code step}. */
  public void delete(int step) {
    try {
      DurableFiles.deleteTree(folder(step));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Removes what interrupted saves left behind. Only the holder of the run's lock may call this.
   */
  public void sweep() {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (Stream<Path> leftovers = Files.list(root).filter(DurableFiles::isTemporary)) {
      for (Path leftover : leftovers.toList()) {
        DurableFiles.deleteTree(leftover);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Manifest manifestOf(int step, Path folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString();
        if (!name.equals(MANIFEST)) {
          entries.add(new Entry(name, Files.size(file), Digests.sha256(file)));
        }
      }
    }
    return new Manifest(step, entries);
  }
}
