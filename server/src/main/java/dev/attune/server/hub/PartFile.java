package dev.attune.server.hub;

import dev.attune.platform.files.Storage;
import dev.attune.protocol.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What has come of a file so far, beside its place. Closing keeps it, so that a later pull goes on
 * there. A disk that fails is a failure of its own, since asking the hub again mends nothing.
 */
final class PartFile implements AutoCloseable {
  private static final int BUFFER = 1 << 20;

  private final RemoteFile file;
  private final Path path;
  private final FileChannel channel;
  private MessageDigest digest;
  private long bytes;

  private PartFile(RemoteFile file, Path path, FileChannel channel) {
    this.file = file;
    this.path = path;
    this.channel = channel;
    this.digest = file.checksum().begin(file.size());
  }

  /** Where what has come of a file waits for the rest. */
  static Path beside(Path target) {
    return target.resolveSibling(target.getFileName() + ".part");
  }

  /** Takes up what is there, or nothing. */
  static PartFile open(RemoteFile file, Path target) {
    Path path = beside(target);
    try {
      PartFile part =
          new PartFile(
              file,
              path,
              FileChannel.open(
                  path,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE));
      part.takeUp();
      return part;
    } catch (IOException e) {
      throw Storage.failed(path, e);
    }
  }

  long bytes() {
    return bytes;
  }

  boolean isWhole() {
    return bytes == file.size();
  }

  /** True unless more came than the hub said. */
  boolean hasRoomFor(int more) {
    return bytes + more <= file.size();
  }

  void append(byte[] content, int length) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(content, 0, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw Storage.failed(path, e);
    }
    digest.update(content, 0, length);
    bytes += length;
  }

  /** Forgets what has come. */
  void restart() {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw Storage.failed(path, e);
    }
    digest = file.checksum().begin(file.size());
    bytes = 0;
  }

  /** Puts a whole file in its place, durably; or deletes it and says false when it is another. */
  boolean settle(Path target) {
    try {
      if (!HexFormat.of().formatHex(digest.digest()).equals(file.checksum().hex())) {
        Files.delete(path);
        return false;
      }
      channel.force(true);
      DurableFiles.rename(path, target);
      return true;
    } catch (IOException e) {
      throw Storage.failed(path, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Storage.failed(path, e);
    }
  }

  private void takeUp() throws IOException {
    if (channel.size() > file.size()) {
      channel.truncate(0);
    }
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (channel.read(buffer) >= 0) {
      buffer.flip();
      bytes += buffer.remaining();
      digest.update(buffer);
      buffer.clear();
    }
  }
}
