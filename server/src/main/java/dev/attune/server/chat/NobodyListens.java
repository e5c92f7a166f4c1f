package dev.attune.server.chat;

import dev.attune.platform.sampling.SamplerEndpoint;
import java.net.ConnectException;

/** A sampler has died, and it is not known yet. It may have died of what it was asked. */
final class NobodyListens extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int port;

  NobodyListens(SamplerEndpoint endpoint, ConnectException cause) {
    super("Nobody listens on port %d".formatted(endpoint.port()), cause);
    this.port = endpoint.port();
  }

  /** Tells one dead sampler from the next. */
  int port() {
    return port;
  }
}
