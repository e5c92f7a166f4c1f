package dev.attune.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;

/**
 * The trainer's end of {@code report.jsonl}. Only the holder of the run's lock opens it: the tail
 * that a killed trainer left without its newline is cut off first.
 */
public final class ReportLog implements AutoCloseable {
  private final FileChannel channel;
  private final long fence;
  private final InstantSource clock;
  private long seq;

  ReportLog(Path file, long fence, InstantSource clock) {
    this.fence = fence;
    this.clock = clock;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      long end = endOfLastLine(channel);
      channel.truncate(end);
      channel.position(end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Appends one report; it is whole in the file when this returns, also if the process is killed
   * then.
   */
  public void append(Report report) {
    ReportLine line = new ReportLine(++seq, fence, clock.millis(), report);
    write(ProtocolJson.line(line));
  }

  /** Makes what was appended durable: it is there after a loss of power too. */
  public void sync() {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (channel) {
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String line) {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long endOfLastLine(FileChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    for (long end = channel.size(); end > 0; end--) {
      channel.read(one.clear(), end - 1);
      if (one.get(0) == '\n') {
        return end;
      }
    }
    return 0;
  }
}
