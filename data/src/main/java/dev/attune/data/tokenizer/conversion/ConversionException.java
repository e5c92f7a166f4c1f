package dev.attune.data.tokenizer.conversion;

import dev.attune.data.failure.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Files of a tokenizer that cannot be written as a {@code tokenizer.json}. The message names the
 * file, what is wrong with it and what to do.
 */
public final class ConversionException extends DataException {
  private static final long serialVersionUID = 1L;

  private ConversionException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static ConversionException damaged(String file, String what) {
    return damaged(file, what, null);
  }

  static ConversionException damaged(String file, String what, @Nullable Throwable cause) {
    return new ConversionException(
        "%s cannot be used: %s. Download it again.".formatted(file, what), cause);
  }

  /** {@code what} is a sentence. */
  static ConversionException unknown(String what) {
    return new ConversionException(
        what
            + " Make the file with transformers, AutoTokenizer.from_pretrained('DIR').save_pretrained('DIR'), and add the model again.",
        null);
  }
}
