package dev.attune.data.lines;

import dev.attune.wire.json.JsonLimits;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines. A byte order mark at its start and empty lines at its end are
 * passed over; no line may have more bytes than {@link JsonLimits#LINE} allows.
 */
public final class LineSplitter {
  private static final int MAX_BYTES = JsonLimits.LINE.bytes();
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final LineSink sink;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private long line = 1;
  private long firstEmpty;

  /** Takes the lines in order. */
  @FunctionalInterface
  public interface LineSink {
    /**
     * Takes a line.
     *
     * @param number counted from 1
     * @param bytes without the line's end; the sink may keep them
     */
    void accept(long number, byte[] bytes);
  }

  public LineSplitter(LineSink sink) {
    this.sink = sink;
  }

  /**
   * Takes the next bytes.
   *
   * @throws LineException when a line is too long or an empty one has others behind it
   */
  public void accept(byte[] bytes, int offset, int length) {
    int start = offset;
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        begin(bytes, start, i - start);
        end();
        start = i + 1;
      }
    }
    begin(bytes, start, offset + length - start);
  }

  /** Takes the end of the stream, which ends the last line. */
  public void finish() {
    if (begun.size() > 0) {
      end();
    }
  }

  private void begin(byte[] bytes, int start, int length) {
    if (begun.size() + length > MAX_BYTES) {
      throw new LineException(
          line,
          "Line %d has more than %,d bytes. Shorten it or divide it.".formatted(line, MAX_BYTES));
    }
    begun.write(bytes, start, length);
  }

  private void end() {
    byte[] bytes = begun.toByteArray();
    begun.reset();
    hand(line == 1 ? withoutMark(bytes) : bytes);
    line++;
  }

  private void hand(byte[] bytes) {
    if (isBlank(bytes)) {
      firstEmpty = firstEmpty == 0 ? line : firstEmpty;
      return;
    }
    if (firstEmpty != 0) {
      throw new LineException(
          firstEmpty, "Line %d is empty, but others follow it. Remove it.".formatted(firstEmpty));
    }
    sink.accept(line, bytes);
  }

  private static byte[] withoutMark(byte[] bytes) {
    int length = BYTE_ORDER_MARK.length;
    boolean marked =
        bytes.length >= length && Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, length);
    return marked ? Arrays.copyOfRange(bytes, length, bytes.length) : bytes;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte each : bytes) {
      if (each != ' ' && each != '\t' && each != '\r') {
        return false;
      }
    }
    return true;
  }
}
