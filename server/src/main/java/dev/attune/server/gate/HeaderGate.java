package dev.attune.server.gate;

import dev.attune.wire.errors.ApiError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;

/** Few headers, and a body as it is: nothing here unpacks what is small on the wire. */
final class HeaderGate implements Gate {
  private static final int MOST = 100;

  @Override
  public void check(HttpServletRequest request) {
    if (Collections.list(request.getHeaderNames()).size() > MOST) {
      throw refusal(431, "The request has more than %d headers. Send fewer.".formatted(MOST));
    }
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw refusal(
          415, "Compressed bodies are not taken. Send the body without Content-Encoding.");
    }
  }

  private static RuntimeException refusal(int status, String message) {
    return new ApiError(status, ApiError.INVALID_REQUEST, null, null, message).toException();
  }
}
