package dev.attune.cli.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** The time, and waiting for more of it. */
public interface Pace extends InstantSource {

  /** Returns after so long, or earlier when the process is told to stop. */
  void pause(Duration duration);

  /** The time of this machine. */
  static Pace real() {
    return new Pace() {
      @Override
      public Instant instant() {
        return Instant.now();
      }

      @Override
      public void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
      }
    };
  }
}
