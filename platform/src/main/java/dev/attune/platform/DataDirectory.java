package dev.attune.platform;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.protocol.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder in which everything is kept, for one server at a time: {@code attune.db}, {@code
 * files/}, {@code models/}, {@code hub/}, {@code runs/}, {@code logs/}.
 */
final class DataDirectory implements AutoCloseable {
  /** Says that the folder was used, and by which layout. */
  private static final String FORMAT = "format";

  private static final String LAYOUT = "1";
  private static final String LOCK = "lock";

  private final Path root;
  private final FileChannel lock;

  private DataDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Takes the folder, which is created when it is not there. */
  static DataDirectory open(Path path) {
    Path root = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw unusable(root, "another server uses it. Stop that one, or choose another --data-dir");
      }
      DataDirectory directory = new DataDirectory(root, channel);
      directory.checkLayout();
      return directory;
    } catch (OverlappingFileLockException e) {
      throw unusable(root, "another server of this process uses it");
    } catch (IOException e) {
      throw new PlatformException(
          ErrorCode.UNUSABLE_STORAGE,
          "The data directory %s cannot be used: %s.".formatted(root, e),
          e);
    }
  }

  /** Whether a server has taken the folder. It is free again for others when this returns. */
  static boolean isTaken(Path root) throws IOException {
    try (FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    } catch (NoSuchFileException neverUsed) {
      return false;
    } catch (OverlappingFileLockException ofThisProcess) {
      return true;
    }
  }

  /** Whether a server has been in a folder before. */
  static boolean isUsed(Path root) {
    return Files.exists(root.resolve(FORMAT));
  }

  Path root() {
    return root;
  }

  Path resolve(String name) {
    return root.resolve(name);
  }

  /** True when a server has been here before. */
  boolean isUsed() {
    return isUsed(root);
  }

  /** Says that the folder is used from now on. */
  void markUsed() {
    try {
      if (!isUsed()) {
        DurableFiles.replace(root.resolve(FORMAT), LAYOUT.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw unusable(root, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void checkLayout() throws IOException {
    if (isUsed() && !Files.readString(root.resolve(FORMAT)).strip().equals(LAYOUT)) {
      throw unusable(root, "it was written by a newer version of Attune. Use that version");
    }
  }

  private static PlatformException unusable(Path root, String reason) {
    return new PlatformException(
        ErrorCode.UNUSABLE_STORAGE,
        null,
        "The data directory %s cannot be used: %s.".formatted(root, reason));
  }
}
