package dev.attune.wire.chat;

import dev.attune.wire.json.WireName;

/** Why an answer ended. */
public enum FinishReason implements WireName {
  /** The model ended its turn, or said a stop sequence. */
  STOP,
  /** No token was left. */
  LENGTH,
  TOOL_CALLS,
  CONTENT_FILTER,
  FUNCTION_CALL
}
