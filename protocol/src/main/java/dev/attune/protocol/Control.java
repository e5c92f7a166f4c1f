package dev.attune.protocol;

/**
 * What the control plane wants of the trainer now: {@code control.json}, read by the trainer at
 * every step.
 *
 * @param fence the newest claim of the job; a trainer that holds an older one ends without another
 *     word
 */
public record Control(long fence, Command command) {
  /** What to do at the next step. */
  public enum Command {
    /** Train. */
    RUN,
    /** Save a checkpoint, report {@link Exit.Paused} and end. */
    PAUSE,
    /** End at once; the control plane kills what does not. */
    CANCEL
  }
}
