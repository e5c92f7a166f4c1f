package dev.attune.data.tokenizer;

import dev.attune.data.failure.DataException;

/** A {@code tokenizer.json} that cannot be used. The message names the file and what is wrong. */
public final class TokenizerException extends DataException {
  private static final long serialVersionUID = 1L;

  TokenizerException(String message, Throwable cause) {
    super(message, cause);
  }

  TokenizerException(String message) {
    super(message, null);
  }
}
