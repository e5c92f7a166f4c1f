package dev.attune.platform.files;

import dev.attune.protocol.Digests;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** Bytes on their way in: hashed and counted while they are written. Closing drops them. */
public final class IncomingBlob extends OutputStream {
  private final Path path;
  private final FileChannel channel;
  private final MessageDigest digest = Digests.sha256();
  private long bytes;

  IncomingBlob(Path path) {
    this.path = path;
    try {
      channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw Storage.failed(path, e);
    }
  }

  Path path() {
    return path;
  }

  /** Bytes so far. */
  public long bytes() {
    return bytes;
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] values, int offset, int length) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(values, offset, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw Storage.failed(path, e);
    }
    digest.update(values, offset, length);
    bytes += length;
  }

  /** Makes the bytes durable under their temporary name. */
  Blob seal() {
    try (channel) {
      channel.force(true);
    } catch (IOException e) {
      throw Storage.failed(path, e);
    }
    return new Blob(Digests.hex(digest), bytes);
  }

  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw Storage.failed(path, e);
    }
  }
}
