package dev.attune.wire.chat;

import dev.attune.wire.json.WireName;

/** What an answer is made of. */
public enum Modality implements WireName {
  TEXT,
  AUDIO
}
