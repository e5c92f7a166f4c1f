package dev.attune.wire.errors;

import org.jspecify.annotations.Nullable;

/**
 * One refusal as a client sees it.
 *
 * @param status of HTTP
 * @param type the family of the error, mostly {@code invalid_request_error}
 * @param code stable name for programs, or null
 * @param param the request field that is wrong, such as {@code messages[0].role}, or null
 * @param message what was wrong, the value, and what to do
 */
public record ApiError(
    int status, String type, @Nullable String code, @Nullable String param, String message) {

  /** The type of every error that the client can mend. */
  public static final String INVALID_REQUEST = "invalid_request_error";

  /** A 400 without a code. */
  public static ApiError badRequest(@Nullable String param, String message) {
    return badRequest(null, param, message);
  }

  public static ApiError badRequest(@Nullable String code, @Nullable String param, String message) {
    return new ApiError(400, INVALID_REQUEST, code, param, message);
  }

  public ApiException toException() {
    return new ApiException(this);
  }
}
