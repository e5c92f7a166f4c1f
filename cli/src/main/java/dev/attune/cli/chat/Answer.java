package dev.attune.cli.chat;

import java.time.Duration;
import java.util.Locale;

/**
 * What a model said.
 *
 * @param stopped by the person, before its end
 */
record Answer(String text, long tokens, Duration time, boolean stopped) {

  /** One line below it. */
  String numbers() {
    double seconds = Math.max(time.toMillis(), 1) / 1000.0;
    return String.format(
        Locale.ROOT,
        "%s%,d tokens, %,.1f tokens/s",
        stopped ? "stopped; " : "",
        tokens,
        tokens / seconds);
  }
}
