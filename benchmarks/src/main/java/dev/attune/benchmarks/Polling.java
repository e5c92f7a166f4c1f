package dev.attune.benchmarks;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Looks again and again. */
enum Polling {
  /** For moments that are measured. */
  CLOSE(Duration.ofMillis(20)),
  /** Takes no time from what is measured meanwhile. */
  CALM(Duration.ofMillis(250));

  private final Duration between;

  Polling(Duration between) {
    this.between = between;
  }

  /** Looks until there is something to see. */
  <T> T until(String what, Duration longest, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + longest.toNanos();
    Optional<T> seen = look.get();
    while (seen.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Waited %s in vain for %s".formatted(longest, what));
      }
      LockSupport.parkNanos(between.toNanos());
      seen = look.get();
    }
    return seen.get();
  }
}
