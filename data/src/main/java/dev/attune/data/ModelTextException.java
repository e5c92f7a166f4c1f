package dev.attune.data;

import dev.attune.data.failure.DataException;
import org.jspecify.annotations.Nullable;

/**
 * A model directory whose text files cannot be used, or messages that its template cannot write.
 * The message names the file or the message and says what to do.
 */
public final class ModelTextException extends DataException {
  private static final long serialVersionUID = 1L;

  ModelTextException(String message) {
    this(message, null);
  }

  ModelTextException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
