package dev.attune.data.lines;

import dev.attune.data.failure.DataException;

/** A line that is not as it must be. The message names it, says what is wrong and what to do. */
public final class LineException extends DataException {
  private static final long serialVersionUID = 1L;

  private final long line;

  /** {@code message} begins with the line or the example it speaks of. */
  public LineException(long line, String message) {
    super(message, null);
    this.line = line;
  }

  /** Counted from 1. */
  public long line() {
    return line;
  }
}
