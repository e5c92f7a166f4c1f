package dev.attune.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Moments and spans as a person reads them. */
public final class Times {
  private Times() {}

  /** Seconds since 1970 as a date in UTC. */
  public static String date(long seconds) {
    return Instant.ofEpochSecond(seconds).toString();
  }

  /** The same, a dash where there is none. */
  public static String date(Optional<Long> seconds) {
    return seconds.map(Times::date).orElse("-");
  }

  /** A span such as {@code 1m 20s}. */
  public static String span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    return seconds < 3_600
        ? "%dm %02ds".formatted(seconds / 60, seconds % 60)
        : "%dh %02dm".formatted(seconds / 3_600, seconds / 60 % 60);
  }
}
