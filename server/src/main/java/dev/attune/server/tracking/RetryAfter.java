package dev.attune.server.tracking;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** When a service wants to be asked again: seconds or a date, by RFC 9110, section 10.2.3. */
final class RetryAfter {
  private static final int MOST_DIGITS = 9;

  private RetryAfter() {}

  /** Null when it did not say, or nothing sensible. */
  static @Nullable Instant of(HttpHeaders headers, Instant now) {
    String said = headers.firstValue("retry-after").orElse("").strip();
    if (said.matches("[0-9]{1,%d}".formatted(MOST_DIGITS))) {
      return now.plusSeconds(Long.parseLong(said));
    }
    try {
      return ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
