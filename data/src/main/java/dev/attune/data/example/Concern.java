package dev.attune.data.example;

/** What is odd about an example that can still be learnt. */
public enum Concern {
  /** It had more tokens than fit, and its end is gone. */
  CUT,
  /** A part of an answer is not in the rendered text, such as thoughts that the template drops. */
  LEFT_OUT,
  /** No end token stands behind an answer, so the model does not learn to stop. */
  NO_END,
  /** The last token of the prompt and the first of the answer are one. */
  JOINED_BORDER,
  /** A tool call whose arguments are no JSON object. */
  ODD_ARGUMENTS,
  /** The rendered text says nothing of the tools. */
  TOOLS_UNSEEN
}
