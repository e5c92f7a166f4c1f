package dev.attune.server.pages;

import dev.attune.platform.keys.Opened;
import dev.attune.platform.keys.Sessions;
import dev.attune.platform.owner.Project;

/**
 * Whoever is signed in.
 *
 * @param session the secret that the browser holds
 */
record Visitor(Opened.OfProject key, String session) {

  Project project() {
    return key.project();
  }

  /** What every form of this visitor carries. */
  String formToken() {
    return Sessions.formToken(session);
  }

  /** A session's secret is in no log. */
  @Override
  public String toString() {
    return "Visitor[" + project().id() + "]";
  }
}
