package dev.attune.server.pages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of a log file; empty where there is none. */
final class LogTail {
  private static final int LONGEST = 16 << 10;

  private LogTail() {}

  /** Whole lines, without what moves a terminal's cursor. */
  static String of(Path log) {
    try (SeekableByteChannel channel = Files.newByteChannel(log)) {
      long start = Math.max(0, channel.size() - LONGEST);
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - start));
      channel.position(start);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // The channel goes on where it was.
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      String lines = start == 0 ? text : text.substring(text.indexOf('\n') + 1);
      return lines.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "").stripTrailing();
    } catch (IOException none) {
      return "";
    }
  }
}
