package dev.attune.data.failure;

import org.jspecify.annotations.Nullable;

/**
 * Data that cannot be used as asked. The message says what was wrong, with the value, and what to
 * do; it is fit to be shown to the person who brought the data.
 */
public abstract class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected DataException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
