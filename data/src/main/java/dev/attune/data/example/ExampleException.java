package dev.attune.data.example;

import dev.attune.data.failure.DataException;

/**
 * An example that is well formed and that this model cannot learn from. The message says why and
 * what to do, not which example it is.
 */
public final class ExampleException extends DataException {
  private static final long serialVersionUID = 1L;

  ExampleException(String message) {
    super(message, null);
  }
}
