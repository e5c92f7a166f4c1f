package dev.attune.server.patience;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a server asks to be left alone: RFC 9110, section 10.2.3. */
public final class RetryAfter {
  /** More would overflow, and is a sign of nothing good. */
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  /**
   * The wait that a header's value says; zero for none, one in the past, and what cannot be read.
   */
  public static Duration read(@Nullable String value, Instant now) {
    if (value == null) {
      return Duration.ZERO;
    }
    if (SECONDS.matcher(value).matches()) {
      return Duration.ofSeconds(Integer.parseInt(value));
    }
    try {
      Instant end = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
      return end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
