package dev.attune.platform.failure;

import org.jspecify.annotations.Nullable;

/**
 * What the platform refuses or cannot do. The message says what was wrong, with the value, and what
 * to do; it is fit to be shown to whoever asked.
 */
public final class PlatformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable String param;

  public PlatformException(ErrorCode code, @Nullable String param, String message) {
    super(message);
    this.code = code;
    this.param = param;
  }

  public PlatformException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.param = null;
  }

  /** A request that is wrong in a way of its own. */
  public static PlatformException invalid(@Nullable String param, String message) {
    return new PlatformException(ErrorCode.INVALID_REQUEST, param, message);
  }

  /** Something that has no such id or name; the message is only that. */
  public static PlatformException notFound(ErrorCode code, String id) {
    return new PlatformException(code, null, id);
  }

  public ErrorCode code() {
    return code;
  }

  /** The field that is at fault, or null. */
  public @Nullable String param() {
    return param;
  }
}
