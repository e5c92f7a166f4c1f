package dev.attune.wire.chat;

import dev.attune.wire.json.WireName;

/** Who says a message. */
public enum Role implements WireName {
  SYSTEM,
  DEVELOPER,
  USER,
  ASSISTANT,
  TOOL,
  FUNCTION
}
