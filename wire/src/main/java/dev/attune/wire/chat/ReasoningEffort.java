package dev.attune.wire.chat;

import dev.attune.wire.json.WireName;

/** How long a model thinks before it answers. */
public enum ReasoningEffort implements WireName {
  NONE,
  MINIMAL,
  LOW,
  MEDIUM,
  HIGH,
  XHIGH,
  MAX
}
