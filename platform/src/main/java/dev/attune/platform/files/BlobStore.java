package dev.attune.platform.files;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.protocol.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Bytes on disk, each under its SHA-256: {@code files/ab/abcdef…}. A blob is there whole or not at
 * all, and never changes.
 */
public final class BlobStore {
  private static final int FOLDER_LETTERS = 2;
  private static final String INCOMING = "incoming";
  private static final Duration ABANDONED = Duration.ofHours(24);

  private final Path root;

  public BlobStore(Path root) {
    this.root = root;
    try {
      Files.createDirectories(root.resolve(INCOMING));
    } catch (IOException e) {
      throw Storage.failed(root, e);
    }
  }

  /** Opens a place for new bytes. */
  public IncomingBlob receive() {
    return new IncomingBlob(DurableFiles.temporaryBeside(root.resolve(INCOMING).resolve("blob")));
  }

  /** Takes bytes in for good. They are on disk when this returns, also if the power fails then. */
  Blob keep(IncomingBlob incoming) {
    Blob blob = incoming.seal();
    Path target = path(blob.sha256());
    try {
      if (Files.exists(target) && Files.size(target) == blob.bytes() && isIntact(blob.sha256())) {
        incoming.close();
        return blob;
      }
      Files.createDirectories(folder(target));
      DurableFiles.syncFolder(root);
      DurableFiles.rename(incoming.path(), target);
      return blob;
    } catch (IOException e) {
      throw Storage.failed(target, e);
    }
  }

  /** Where the bytes lie; they may be linked to, never written to. */
  public Path path(String sha256) {
    return root.resolve(sha256.substring(0, FOLDER_LETTERS)).resolve(sha256);
  }

  /** The place of bytes that were read once more and found unchanged. */
  public Path verified(String sha256) {
    if (!isIntact(sha256)) {
      throw new PlatformException(
          ErrorCode.INTEGRITY,
          null,
          "The stored bytes of %s are damaged or gone. Restore them from a backup, or upload the file again."
              .formatted(sha256));
    }
    return path(sha256);
  }

  void delete(String sha256) {
    try {
      Files.deleteIfExists(path(sha256));
    } catch (IOException e) {
      throw Storage.failed(path(sha256), e);
    }
  }

  /** Removes uploads that were broken off long ago. */
  void sweep(Instant now) {
    try (Stream<Path> left = Files.list(root.resolve(INCOMING))) {
      for (Path file : left.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(ABANDONED))) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isIntact(String sha256) {
    try {
      return Digests.sha256(path(sha256)).equals(sha256);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static Path folder(Path blob) {
    return java.util.Objects.requireNonNull(blob.getParent());
  }
}
