package dev.attune.platform.files;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.protocol.Digests;
import dev.attune.protocol.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Bytes on disk, each under its SHA-256: {@code files/ab/abcdef…}. A blob is there whole or not at
 * all, and never changes.
 */
public final class BlobStore {
  private static final int FOLDER_LETTERS = 2;
  private static final String INCOMING = "incoming";
  private static final int BUFFER = 64 << 10;
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
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

  /**
   * Takes sealed bytes in for good. They are on disk when this returns, also if the power fails
   * then.
   */
  void keep(IncomingBlob incoming, Blob blob) {
    Path target = path(blob.sha256());
    try {
      if (Files.exists(target) && Files.size(target) == blob.bytes() && isIntact(blob.sha256())) {
        incoming.close();
        return;
      }
      Files.createDirectories(folder(target));
      DurableFiles.syncFolder(root);
      DurableFiles.rename(incoming.path(), target);
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
      throw damaged(sha256);
    }
    return path(sha256);
  }

  /** Hands out bytes piece by piece; throws at their end when they are not what was kept. */
  void read(Blob blob, ByteSink sink) {
    MessageDigest digest = Digests.sha256();
    try (InputStream in = Files.newInputStream(path(blob.sha256()))) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        sink.accept(buffer, 0, read);
      }
    } catch (IOException e) {
      throw damaged(blob.sha256());
    }
    if (!Digests.hex(digest).equals(blob.sha256())) {
      throw damaged(blob.sha256());
    }
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
        if (isOld(file, now)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What lies here for a day or longer, by its SHA-256. */
  List<String> findOld(Instant now) {
    try (Stream<Path> all = Files.walk(root, 2)) {
      return all.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .filter(file -> isOld(file, now))
          .map(file -> file.getFileName().toString())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOld(Path file, Instant now) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(ABANDONED));
    } catch (IOException gone) {
      return false;
    }
  }

  private static PlatformException damaged(String sha256) {
    return new PlatformException(
        ErrorCode.INTEGRITY,
        null,
        "The stored bytes of %s are damaged or gone. Restore them from a backup, or upload the file again."
            .formatted(sha256));
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
