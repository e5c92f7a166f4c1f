package dev.attune.server.chat;

import java.net.ConnectException;

/** A sampler has died and it is not known yet; what it was asked, it never heard. */
final class NobodyListens extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NobodyListens(ConnectException cause) {
    super(cause);
  }
}
