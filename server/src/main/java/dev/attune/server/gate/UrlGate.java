package dev.attune.server.gate;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiErrors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;

/** Every route has one spelling, and four methods are all there are. */
final class UrlGate implements Gate {
  private static final int LONGEST = 8 * 1024;
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "DELETE");

  /** Path parameters, empty and dotted segments, and characters that some decode twice. */
  private static final Pattern ODD =
      Pattern.compile("[;\\\\]|//|/\\.{1,2}(/|$)|%(2e|3b|5c|25|00)", Pattern.CASE_INSENSITIVE);

  @Override
  public void check(HttpServletRequest request) {
    String path = request.getRequestURI();
    String query = request.getQueryString();
    if (path.length() + (query == null ? 0 : query.length()) > LONGEST) {
      throw new ApiError(
              414,
              ApiError.INVALID_REQUEST,
              null,
              null,
              "The URL is longer than %,d characters. Send a shorter one.".formatted(LONGEST))
          .toException();
    }
    if (!METHODS.contains(request.getMethod()) || ODD.matcher(path).find()) {
      throw ApiErrors.unknownUrl(request.getMethod(), path).toException();
    }
  }
}
