package dev.attune.training;

/** A training that cannot go on. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** What stopped it. */
  public enum Reason {
    /** The loss is no longer a number. */
    LOSS_NOT_FINITE,
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
