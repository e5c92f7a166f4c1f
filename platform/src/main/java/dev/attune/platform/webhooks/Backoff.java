package dev.attune.platform.webhooks;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a delivery waits for its next attempt: twice as long each time, between half and all of
 * it, so that deliveries that failed together do not come again together.
 *
 * @param first after the first failure
 * @param longest however many there were
 */
record Backoff(Duration first, Duration longest, RandomGenerator random) {
  /** More would overflow, and {@code longest} is reached long before. */
  private static final int MOST_DOUBLINGS = 30;

  /** Some 30 attempts in three days. */
  static Backoff usual() {
    return new Backoff(Duration.ofSeconds(5), Duration.ofHours(4), RandomGenerator.getDefault());
  }

  /**
   * The wait after so many failures.
   *
   * @param failures 1 or more
   * @param asked for by the endpoint; more than {@link #longest} is not granted
   */
  Duration after(int failures, Duration asked) {
    Duration granted = asked.compareTo(longest) < 0 ? asked : longest;
    Duration own = after(failures);
    return granted.compareTo(own) < 0 ? own : granted;
  }

  /** Where the endpoint did not ask for any. */
  Duration after(int failures) {
    Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration whole = doubled.compareTo(longest) < 0 ? doubled : longest;
    return Duration.ofMillis((long) (whole.toMillis() * (1 + random.nextDouble()) / 2));
  }
}
