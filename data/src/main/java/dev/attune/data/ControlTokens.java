package dev.attune.data;

/**
 * What becomes of the spelling of a control token, such as {@code <|im_end|>}, in the text of a
 * message. Those that the template writes are control tokens always.
 */
public enum ControlTokens {
  /** It is that control token, as in transformers: whoever writes a message may end it. */
  RECOGNIZED,
  /** It is text like any other, so that no message can pretend to be the template. */
  PLAIN
}
