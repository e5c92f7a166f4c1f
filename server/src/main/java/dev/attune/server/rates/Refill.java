package dev.attune.server.rates;

import java.time.Duration;

/**
 * Waits as OpenAI's headers spell them: {@code 17ms}, {@code 1.2s}, {@code 6m0s}, {@code 1h0m3s}.
 */
final class Refill {
  private Refill() {}

  static String spell(Duration wait) {
    if (wait.compareTo(Duration.ofSeconds(1)) < 0) {
      return wait.toMillis() + "ms";
    }
    String seconds =
        wait.toMillisPart() == 0
            ? Integer.toString(wait.toSecondsPart())
            : "%d.%03d".formatted(wait.toSecondsPart(), wait.toMillisPart()).replaceAll("0+$", "");
    String minutes = wait.toMinutes() == 0 ? "" : wait.toMinutesPart() + "m";
    String hours = wait.toHours() == 0 ? "" : wait.toHours() + "h";
    return hours + minutes + seconds + "s";
  }
}
