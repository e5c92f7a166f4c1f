package dev.attune.training;

/** A training that cannot go on. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** What stopped it. */
  public enum Reason {
    /** The loss or the gradient is no longer a number. */
    LOSS_NOT_FINITE,
    /** The loss has risen far above what it was and stays there. */
    DIVERGED,
    /** A checkpoint does not belong to this training. */
    CHECKPOINT_MISMATCH
  }

  public TrainingException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
