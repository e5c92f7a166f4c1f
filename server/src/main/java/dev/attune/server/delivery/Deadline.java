package dev.attune.server.delivery;

import java.time.Duration;

/** The moment by which an attempt must have ended, by a clock that never jumps. */
record Deadline(long nanos) {
  static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /** What is left of it, 1 at least. */
  int millis() {
    return (int) Math.max(1, Duration.ofNanos(nanos - System.nanoTime()).toMillis());
  }

  boolean isOver() {
    return System.nanoTime() >= nanos;
  }
}
