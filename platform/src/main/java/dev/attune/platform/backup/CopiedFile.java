package dev.attune.platform.backup;

import dev.attune.protocol.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Set;

/**
 * Bytes that were read once: on their way to a copy, or to be compared.
 *
 * @param sha256 in hexadecimal
 */
record CopiedFile(long bytes, String sha256) {
  /** A backup has secrets, so nobody but its owner reads it. */
  static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /** Copies {@code from} to {@code to}, which is on disk when this returns. */
  static CopiedFile copy(Path from, Path to) throws IOException {
    Files.createDirectories(Objects.requireNonNull(to.getParent()), OWNER_ONLY_FOLDER);
    try (InputStream in = Files.newInputStream(from);
        FileChannel target = FileChannel.open(to, NEW, OWNER_ONLY)) {
      CopiedFile copied = read(in, Channels.newOutputStream(target));
      target.force(true);
      return copied;
    }
  }

  static CopiedFile read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, OutputStream.nullOutputStream());
    }
  }

  private static CopiedFile read(InputStream in, OutputStream out) throws IOException {
    MessageDigest digest = Digests.sha256();
    try (InputStream digested = new DigestInputStream(in, digest)) {
      long bytes = digested.transferTo(out);
      return new CopiedFile(bytes, Digests.hex(digest));
    }
  }
}
