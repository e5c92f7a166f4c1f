package dev.attune.server.answer;

import java.io.IOException;

/** The client does not read its answer any more; nothing is wrong here. */
public final class ClientLeft extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClientLeft(IOException cause) {
    super("The client left", cause);
  }
}
