package dev.attune.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * The control plane's end of {@code report.jsonl}: hands out each whole line once. A new reader
 * begins at the first line; its user passes over what it has already stored by fence and sequence
 * number.
 */
public final class ReportReader {
  private static final int MAX_CHUNK = 1 << 20;

  private final Path file;
  private long position;

  ReportReader(Path file) {
    this.file = file;
  }

  /**
   * The lines that were completed since the last call, at most about a megabyte of them; empty when
   * there are none.
   */
  public List<ReportLine> next() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] chunk = new byte[(int) Math.min(MAX_CHUNK, channel.size() - position)];
      ByteBuffer buffer = ByteBuffer.wrap(chunk);
      while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) > 0) {
        // Read on until the end of the file or of the chunk.
      }
      return parse(chunk, buffer.position());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<ReportLine> parse(byte[] chunk, int length) {
    List<ReportLine> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (chunk[i] == '\n') {
        lines.add(parseLine(new String(chunk, start, i - start, StandardCharsets.UTF_8)));
        start = i + 1;
      }
    }
    if (start == 0 && length == MAX_CHUNK) {
      throw new ProtocolException("%s has a line longer than %d bytes".formatted(file, MAX_CHUNK));
    }
    position += start;
    return lines;
  }

  private ReportLine parseLine(String line) {
    try {
      return ProtocolJson.parse(line, ReportLine.class);
    } catch (JacksonException e) {
      throw new ProtocolException("%s has a line that is no report: %s".formatted(file, line), e);
    }
  }
}
