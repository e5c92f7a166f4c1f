package dev.attune.server.gate;

import java.util.Set;

/** Which URLs are pages; every other one is the API's and needs a key. */
public final class PagePaths {
  public static final String SIGN_IN = "/sign-in";
  public static final String ASSETS = "/assets";
  public static final String SESSION = "/session";

  private static final Set<String> FIRST =
      Set.of(
          "sign-in",
          "sign-out",
          "assets",
          "jobs",
          "playground",
          "files",
          "models",
          "keys",
          "webhooks",
          "system",
          "session");

  private PagePaths() {}

  /** Told from the URL as it was sent, so that no spelling of a route of the API looks like one. */
  public static boolean isPage(String uri) {
    if (!uri.startsWith("/")) {
      return false;
    }
    int end = uri.indexOf('/', 1);
    return uri.equals("/") || FIRST.contains(uri.substring(1, end < 0 ? uri.length() : end));
  }

  /** Whether a page may be seen by whoever is not signed in. */
  public static boolean isOpen(String uri) {
    return uri.equals(SIGN_IN) || uri.startsWith(ASSETS + "/");
  }
}
