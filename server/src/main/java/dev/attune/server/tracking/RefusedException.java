package dev.attune.server.tracking;

import dev.attune.platform.tracking.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A service did not take what it was told, or did not say so. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Outcome.Refused outcome;

  RefusedException(String why) {
    this(why, null);
  }

  RefusedException(String why, @Nullable Instant notBefore) {
    super(why);
    this.outcome = new Outcome.Refused(why, notBefore);
  }

  Outcome.Refused outcome() {
    return outcome;
  }
}
