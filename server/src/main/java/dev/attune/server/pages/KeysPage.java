package dev.attune.server.pages;

import java.util.List;

/** The keys of a project. */
public record KeysPage(Frame frame, List<KeyRow> keys) {
  public KeysPage {
    keys = List.copyOf(keys);
  }

  /**
   * A key without its secret.
   *
   * @param isOurs whether this browser is signed in with it
   */
  public record KeyRow(String id, String name, String redacted, String created, boolean isOurs) {}
}
