package dev.attune.server.gate;

import dev.attune.wire.errors.ApiError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.regex.Pattern;

/** Keeps out other web pages: a browser says where a page is from, and only our own may ask. */
final class OriginGate implements Gate {
  private static final Pattern SCHEME = Pattern.compile("^https?://");

  @Override
  public void check(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    if (origin != null && !isOwn(origin, String.valueOf(request.getHeader("Host")))) {
      throw new ApiError(
              403,
              ApiError.INVALID_REQUEST,
              "origin_not_allowed",
              null,
              "Web pages of other sites must not use this server.")
          .toException();
    }
  }

  private static boolean isOwn(String origin, String host) {
    String lower = origin.toLowerCase(Locale.ROOT);
    return SCHEME.matcher(lower).find()
        && SCHEME.matcher(lower).replaceFirst("").equals(host.toLowerCase(Locale.ROOT));
  }
}
