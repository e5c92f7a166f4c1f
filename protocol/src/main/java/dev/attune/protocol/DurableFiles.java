package dev.attune.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that are there whole or not at all, whenever the process or the power fails:
 * written under a temporary name beside the target, synced, renamed, and the folder synced.
 */
public final class DurableFiles {
  /** Marks what a crash may leave behind; {@link #isTemporary} recognises it. */
  private static final String TEMPORARY = ".tmp-";

  private DurableFiles() {}

  /** Fills a folder; whatever it writes becomes visible together. */
  @FunctionalInterface
  public interface FolderContent {
    void writeTo(Path folder) throws IOException;
  }

  /** Replaces {@code target} by {@code content}, or leaves it as it was. */
  public static void replace(Path target, byte[] content) throws IOException {
    Path temporary = temporaryBeside(target);
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      rename(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Creates {@code target} with {@code content}; a folder of that name that is already there is
   * replaced.
   */
  public static void writeFolder(Path target, FolderContent content) throws IOException {
    writeFolder(target, content, DurableFiles::deleteTree);
  }

  /** The same, where a folder of that name must not be there, or be empty. */
  public static void createFolder(Path target, FolderContent content) throws IOException {
    writeFolder(target, content, Files::deleteIfExists);
  }

  @FunctionalInterface
  private interface Removal {
    void remove(Path target) throws IOException;
  }

  private static void writeFolder(Path target, FolderContent content, Removal before)
      throws IOException {
    Path temporary = temporaryBeside(target);
    try {
      Files.createDirectory(temporary);
      content.writeTo(temporary);
      syncTree(temporary);
      before.remove(target);
      rename(temporary, target);
    } finally {
      deleteTree(temporary);
    }
  }

  /** Moves a file or folder, already synced, to its final name on the same volume. */
  public static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(parent(to));
  }

  /** A name beside {@code target} that no reader takes for the real one. */
  public static Path temporaryBeside(Path target) {
    return target.resolveSibling(target.getFileName() + TEMPORARY + UUID.randomUUID());
  }

  /** True of a name that a crash left behind. */
  public static boolean isTemporary(Path path) {
    return path.getFileName().toString().contains(TEMPORARY);
  }

  /**
   * Makes the names in a folder durable: a rename survives power loss only once its folder is
   * synced.
   */
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Syncs every file and folder below {@code root}, and {@code root} itself. */
  public static void syncTree(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
              channel.force(true);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            syncFolder(folder);
            return super.postVisitDirectory(folder, failure);
          }
        });
  }

  /** Deletes a file or a folder with all that is in it; nothing happens when it is not there. */
  public static void deleteTree(Path root) throws IOException {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
              Files.deleteIfExists(folder);
              return super.postVisitDirectory(folder, failure);
            }
          });
    } catch (NoSuchFileException alreadyGone) {
      // Nothing to delete.
    }
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file system root");
  }
}
