package dev.attune.wire.lists;

import dev.attune.wire.json.WireName;

/** The direction of a list in time. */
public enum Order implements WireName {
  /** Oldest first. */
  ASC,
  /** Newest first. */
  DESC
}
