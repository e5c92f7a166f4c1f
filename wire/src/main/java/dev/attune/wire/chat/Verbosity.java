package dev.attune.wire.chat;

import dev.attune.wire.json.WireName;

/** How much a model says. */
public enum Verbosity implements WireName {
  LOW,
  MEDIUM,
  HIGH
}
