package dev.attune.protocol;

/**
 * A run directory that cannot be read or written as agreed. The message names the file and says
 * what to do.
 */
public final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ProtocolException(String message) {
    super(message);
  }

  public ProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
