package dev.attune.server.delivery;

import java.io.IOException;

/** A host has no address that may be connected to. */
final class NotAllowedException extends IOException {
  private static final long serialVersionUID = 1L;
}
