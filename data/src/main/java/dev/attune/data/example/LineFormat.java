package dev.attune.data.example;

/** What the lines of a file must be, which the job's method decides. */
public enum LineFormat {
  /** Conversations, or prompts with their completions. */
  SUPERVISED,
  /** Two answers to one conversation. */
  PREFERENCE
}
