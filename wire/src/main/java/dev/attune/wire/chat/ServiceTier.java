package dev.attune.wire.chat;

import dev.attune.wire.json.WireName;

/** How urgent a request is; here all are served alike. */
public enum ServiceTier implements WireName {
  AUTO,
  DEFAULT,
  FLEX,
  SCALE,
  PRIORITY,
  FAST
}
