package dev.attune.wire.chat;

import dev.attune.wire.json.WireName;

/** How a tool takes what the model has for it. */
public enum ToolType implements WireName {
  /** Arguments in JSON. */
  FUNCTION,
  /** Free text. */
  CUSTOM
}
