package dev.attune.server.pages;

import dev.attune.platform.keys.Sessions;
import dev.attune.server.gate.PagePaths;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing in with an API key, and out. */
@RestController
final class DoorPages {
  private static final String WRONG =
      "This is not a key of a project. Paste one that begins with sk-attune-; the first one lies in the file first-key in the server's data directory.";

  private final Sessions sessions;
  private final Html html;

  DoorPages(Sessions sessions, Html html) {
    this.sessions = sessions;
    this.html = html;
  }

  @GetMapping(PagePaths.SIGN_IN)
  void show(HttpServletRequest request, HttpServletResponse response) {
    html.show(response, "sign-in", new SignIn(next(request), null));
  }

  @PostMapping(PagePaths.SIGN_IN)
  void signIn(HttpServletRequest request, HttpServletResponse response) {
    String key = Optional.ofNullable(request.getParameter("key")).orElse("").strip();
    Optional<String> session = sessions.begin(key);
    if (session.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      html.show(response, "sign-in", new SignIn(next(request), WRONG));
      return;
    }
    response.addHeader("Set-Cookie", cookie(request, session.get(), Sessions.LIFETIME.toSeconds()));
    Redirect.to(response, next(request));
  }

  @PostMapping("/sign-out")
  void signOut(HttpServletRequest request, HttpServletResponse response) {
    sessions.end(PageGate.of(request).session());
    response.addHeader("Set-Cookie", cookie(request, "", 0));
    Redirect.to(response, PagePaths.SIGN_IN);
  }

  private static String cookie(HttpServletRequest request, String value, long seconds) {
    return ResponseCookie.from(PageGate.COOKIE, value)
        .httpOnly(true)
        .sameSite("Strict")
        .secure(request.isSecure())
        .path("/")
        .maxAge(seconds)
        .build()
        .toString();
  }

  /** Only ever a page of our own. */
  private static String next(HttpServletRequest request) {
    String next = request.getParameter("next");
    return next != null && PagePaths.isPage(next) && !next.startsWith("//") && !next.contains("\\")
        ? next
        : "/";
  }
}
