package dev.attune.platform.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a job.
 *
 * @param metrics null for a plain message
 */
public record JobEvent(
    String id, Instant createdAt, Level level, String message, @Nullable StepMetrics metrics) {
  /** How much it matters. */
  public enum Level {
    INFO,
    WARN,
    ERROR
  }
}
