package dev.attune.protocol;

/** What becomes of the spelling of a control token in the text of a message. */
public enum ControlTokens {
  /** It is that control token. */
  RECOGNIZED,
  /** It is text like any other. */
  PLAIN
}
