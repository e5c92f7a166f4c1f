package dev.attune.server.pages;

import jakarta.servlet.http.HttpServletResponse;

/** Sends a browser on after a form, so that going back does not send it again. */
final class Redirect {
  private Redirect() {}

  static void to(HttpServletResponse response, String page) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", page);
  }
}
