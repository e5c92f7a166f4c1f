package dev.attune.platform.tensorboard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A file that grows, and of which a length is known to be good. */
record EventFile(Path path) {
  /**
   * Cuts off what is after a length, and writes records there.
   *
   * @return the length that is good now: all of it is on the disk
   * @throws IOException also when the file is shorter, which only a person can have done
   */
  long write(long good, byte[] records) throws IOException {
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.size() < good) {
        throw new IOException("%s is shorter than it was".formatted(path.getFileName()));
      }
      channel.truncate(good);
      channel.position(good);
      ByteBuffer bytes = ByteBuffer.wrap(records);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      return channel.position();
    }
  }
}
