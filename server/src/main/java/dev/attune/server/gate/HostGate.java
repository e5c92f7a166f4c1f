package dev.attune.server.gate;

import dev.attune.wire.errors.ApiError;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out a web page that makes its own name mean this machine (DNS rebinding): the request must
 * be sent to {@code localhost}, to an address, or to a name that the operator allowed.
 */
final class HostGate implements Gate {
  private static final int ECHO = 100;
  private static final Pattern ADDRESS =
      Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+])(:\\d*)?");
  private static final Pattern PORT = Pattern.compile(":\\d*$");

  private final Set<String> names;

  HostGate(Set<String> names) {
    this.names = names;
  }

  @Override
  public void check(HttpServletRequest request) {
    String host = request.getHeader("Host");
    if (!isAllowed(host)) {
      throw new ApiError(
              403,
              ApiError.INVALID_REQUEST,
              "host_not_allowed",
              null,
              "This server is not called '%s'. Use localhost or its address, or start it with --allowed-host."
                  .formatted(cut(host)))
          .toException();
    }
  }

  private boolean isAllowed(@Nullable String host) {
    if (host == null) {
      return true; // HTTP/1.0; no browser leaves it out
    }
    String lower = host.toLowerCase(Locale.ROOT);
    String name = PORT.matcher(lower).replaceFirst("");
    return ADDRESS.matcher(lower).matches() || name.equals("localhost") || names.contains(name);
  }

  private static String cut(@Nullable String host) {
    return host == null || host.length() <= ECHO ? String.valueOf(host) : host.substring(0, ECHO);
  }
}
