package dev.attune.server.answer;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.json.WireJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** An error on its way to a client. */
public final class ErrorAnswer {
  /** Of statuses that say more than their body. */
  private static final Map<Integer, Map<String, String>> HEADERS =
      Map.of(
          401, Map.of("www-authenticate", "Bearer"),
          429, Map.of("retry-after", "1"),
          // Official clients repeat all from 500 on, and a full disk is not emptied by that.
          507, Map.of("x-should-retry", "false"));

  private ErrorAnswer() {}

  public static Map<String, String> headers(ApiError error) {
    return HEADERS.getOrDefault(error.status(), Map.of());
  }

  /** Answers with an error, unless something else was said already. */
  public static void write(HttpServletResponse response, ApiError error) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    byte[] body = WireJson.bytes(ErrorBody.of(error));
    response.resetBuffer();
    response.setStatus(error.status());
    response.setContentType("application/json");
    headers(error).forEach((name, value) -> setUnlessSaid(response, name, value));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Who refused may have said more exactly when to come again. */
  private static void setUnlessSaid(HttpServletResponse response, String name, String value) {
    if (!response.containsHeader(name)) {
      response.setHeader(name, value);
    }
  }
}
