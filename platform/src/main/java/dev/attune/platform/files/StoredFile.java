package dev.attune.platform.files;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that a client uploaded or a job wrote.
 *
 * @param purpose in the wire's words
 * @param filename as the client said; it never names anything on disk
 * @param sha256 of the bytes in hexadecimal, under which they lie on disk
 * @param expiresAt null when it never does
 */
public record StoredFile(
    String id,
    String projectId,
    String purpose,
    String filename,
    long bytes,
    String sha256,
    Instant createdAt,
    @Nullable Instant expiresAt) {
  /** What jobs learn from. */
  public static final String FINE_TUNE = "fine-tune";

  /** What jobs write at their end. */
  public static final String FINE_TUNE_RESULTS = "fine-tune-results";
}
