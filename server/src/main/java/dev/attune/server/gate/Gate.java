package dev.attune.server.gate;

import jakarta.servlet.http.HttpServletRequest;

/** One check of every request, whatever it asks for. */
@FunctionalInterface
public interface Gate {

  /** Throws {@link dev.attune.wire.errors.ApiException} when the request must not go on. */
  void check(HttpServletRequest request);
}
