package dev.attune.server.tracking;

import dev.attune.platform.tracking.Outcome;
import java.time.Duration;

/** A service did not take what it was told, or did not say so. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Outcome.Refused outcome;

  RefusedException(String why) {
    this(why, Duration.ZERO);
  }

  RefusedException(String why, Duration rest) {
    super(why);
    this.outcome = new Outcome.Refused(why, rest);
  }

  Outcome.Refused outcome() {
    return outcome;
  }
}
