package dev.attune.data.lines;

/**
 * Checks, while a file is written, that every line of it is a JSON object. It takes bytes as a
 * {@link java.security.MessageDigest} does.
 *
 * <pre>{@code
 * JsonLines lines = new JsonLines();
 * lines.update(buffer, 0, count); // for each buffer
 * lines.finish();
 * }</pre>
 */
public final class JsonLines {
  private final LineSplitter splitter = new LineSplitter(this::check);
  private long count;

  /**
   * Takes the next bytes.
   *
   * @throws LineException names the first line that is no JSON object
   */
  public void update(byte[] bytes, int offset, int length) {
    splitter.accept(bytes, offset, length);
  }

  /**
   * Takes the end of the file.
   *
   * @throws LineException as {@link #update}
   */
  public void finish() {
    splitter.finish();
  }

  /** How many lines there were so far, without empty ones. */
  public long count() {
    return count;
  }

  private void check(long number, byte[] bytes) {
    JsonLine.parse(number, bytes);
    count++;
  }
}
