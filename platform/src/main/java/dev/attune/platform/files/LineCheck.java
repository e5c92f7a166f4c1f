package dev.attune.platform.files;

import dev.attune.data.lines.JsonLines;
import dev.attune.data.lines.LineException;
import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a file's lines while they go by. What it finds matters only when the file turns out to
 * be for fine-tuning, which a form may say behind the file.
 */
public final class LineCheck implements ByteSink {
  private final JsonLines lines = new JsonLines();
  private @Nullable String fault;

  @Override
  public void accept(byte[] bytes, int offset, int length) {
    if (fault == null) {
      note(() -> lines.update(bytes, offset, length));
    }
  }

  /** Takes the end of the file. */
  public void finish() {
    if (fault == null) {
      note(lines::finish);
    }
    if (fault == null && lines.count() == 0) {
      fault = "The file is empty.";
    }
  }

  /** Throws when a line was no JSON object. */
  public void refuseFault() {
    if (fault != null) {
      throw new PlatformException(ErrorCode.NOT_JSON_LINES, "file", fault);
    }
  }

  private void note(Runnable check) {
    try {
      check.run();
    } catch (LineException e) {
      fault = String.valueOf(e.getMessage());
    }
  }
}
