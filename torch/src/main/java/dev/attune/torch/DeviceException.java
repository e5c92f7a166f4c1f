package dev.attune.torch;

/** Nothing can compute where it was told to. The message says why and what to do. */
public final class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeviceException(String message) {
    super(message);
  }
}
