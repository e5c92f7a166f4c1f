package dev.attune.platform.webhooks;

import java.util.Locale;

/** What endpoints can be told of: each end of a job. */
public enum EventType {
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** As the database has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type that the database calls so. */
  public static EventType ofText(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
