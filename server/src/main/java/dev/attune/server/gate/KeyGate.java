package dev.attune.server.gate;

import dev.attune.platform.keys.Keys;
import dev.attune.platform.keys.Opened;
import dev.attune.wire.errors.ApiErrors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * Whoever asks needs a key. What is open is told from the URL as it was sent, so no spelling of
 * another route can look like it.
 */
final class KeyGate implements Gate {
  private static final String SCHEME = "Bearer ";
  private static final Set<String> OPEN = Set.of("/healthz");

  private final Keys keys;

  KeyGate(Keys keys) {
    this.keys = keys;
  }

  @Override
  public void check(HttpServletRequest request) {
    String uri = request.getRequestURI();
    // Pages are for browsers that are signed in, which their own gate sees to; no cookie opens the
    // API.
    if (!OPEN.contains(uri) && !PagePaths.isPage(uri)) {
      Caller.set(request, authenticate(secret(request)));
    }
  }

  private Opened authenticate(String secret) {
    return keys.authenticate(secret).orElseThrow(() -> ApiErrors.wrongKey(secret).toException());
  }

  private static String secret(HttpServletRequest request) {
    String sent = request.getHeader("Authorization");
    boolean isBearer = sent != null && sent.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    // Everything behind the scheme is the key; it may have spaces.
    String secret = isBearer ? sent.substring(SCHEME.length()).strip() : "";
    if (secret.isEmpty()) {
      throw ApiErrors.missingKey().toException();
    }
    return secret;
  }
}
