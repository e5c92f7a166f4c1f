package dev.attune.platform.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long what failed waits for its next attempt: twice as long each time, between half and all of
 * it, so that what failed together does not come again together.
 *
 * @param first after the first failure
 * @param longest however many there were
 */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {
  /** More would overflow, and {@code longest} is reached long before. */
  private static final int MOST_DOUBLINGS = 30;

  private static final Duration MOST_GRANTED = Duration.ofHours(4);

  public static Backoff of(Duration first, Duration longest) {
    return new Backoff(first, longest, RandomGenerator.getDefault());
  }

  /**
   * The wait after so many failures.
   *
   * @param failures 1 or more
   * @param asked for by the other end, zero where it did not; four hours at most are granted, so
   *     that the last attempt comes
   */
  public Duration after(int failures, Duration asked) {
    Duration granted = asked.compareTo(MOST_GRANTED) < 0 ? asked : MOST_GRANTED;
    Duration own = after(failures);
    return granted.compareTo(own) < 0 ? own : granted;
  }

  /** The wait where the other end did not ask for any. */
  public Duration after(int failures) {
    Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration whole = doubled.compareTo(longest) < 0 ? doubled : longest;
    return Duration.ofMillis((long) (whole.toMillis() * (1 + random.nextDouble()) / 2));
  }
}
