package dev.attune.server.pages;

import dev.attune.platform.keys.Opened;
import dev.attune.platform.keys.Sessions;
import dev.attune.server.gate.PagePaths;
import dev.attune.wire.errors.ApiError;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Stands before every page: says what a browser may do with it, sends whoever is not signed in to
 * the door, and lets nothing be changed by a form that is not ours.
 */
final class PageGate implements HandlerInterceptor {
  static final String COOKIE = "attune_session";
  static final String TOKEN_FIELD = "form_token";
  static final String TOKEN_HEADER = "x-form-token";

  /** Nothing but our own files; no script or style inside a page. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String ATTRIBUTE = Visitor.class.getName();

  private final Sessions sessions;

  PageGate(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!PagePaths.isPage(request.getRequestURI())) {
      return true; // the API, whose gates were passed
    }
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader(
        "Referrer-Policy", "same-origin"); // with less, a browser does not say whose a form is
    response.setHeader("Cache-Control", "no-store");
    Optional<Visitor> visitor = visitor(request);
    visitor.ifPresent(it -> request.setAttribute(ATTRIBUTE, it));
    if (PagePaths.isOpen(request.getRequestURI())) {
      return true;
    }
    if (visitor.isEmpty()) {
      sendToTheDoor(request, response);
      return false;
    }
    if (needsToken(request) && !hasToken(request, visitor.get())) {
      throw new ApiError(
              HttpServletResponse.SC_FORBIDDEN,
              ApiError.INVALID_REQUEST,
              null,
              null,
              "This page is of an earlier visit. Load it again, and send it once more.")
          .toException();
    }
    return true;
  }

  /** Whoever passed this gate. */
  static Visitor of(HttpServletRequest request) {
    return (Visitor) Objects.requireNonNull(request.getAttribute(ATTRIBUTE));
  }

  static @Nullable String session(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? null
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(COOKIE))
            .map(Cookie::getValue)
            .findFirst()
            .orElse(null);
  }

  private Optional<Visitor> visitor(HttpServletRequest request) {
    String secret = session(request);
    if (secret == null) {
      return Optional.empty();
    }
    Optional<Opened.OfProject> opened = sessions.find(secret);
    return opened.map(key -> new Visitor(key, secret));
  }

  /** Scripts say it with all they ask. */
  private static boolean needsToken(HttpServletRequest request) {
    return !request.getMethod().equals("GET")
        || request.getRequestURI().startsWith(PagePaths.SESSION + "/");
  }

  private static boolean hasToken(HttpServletRequest request, Visitor visitor) {
    String header = request.getHeader(TOKEN_HEADER);
    String sent = header == null ? request.getParameter(TOKEN_FIELD) : header;
    return sent != null
        && MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8),
            visitor.formToken().getBytes(StandardCharsets.UTF_8));
  }

  /** A piece of a page that asks for itself is told to load the whole of it anew. */
  private static void sendToTheDoor(HttpServletRequest request, HttpServletResponse response) {
    String wanted = request.getMethod().equals("GET") ? request.getRequestURI() : "/";
    if (request.getHeader("HX-Request") != null) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      response.setHeader("HX-Redirect", PagePaths.SIGN_IN);
    } else {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader(
          "Location",
          PagePaths.SIGN_IN + "?next=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
    }
  }
}
