package dev.attune.torch;

/** A file or a tensor that cannot be used. The message names it and says what to do. */
public final class TorchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TorchException(String message) {
    super(message);
  }

  public TorchException(String message, Throwable cause) {
    super(message, cause);
  }
}
