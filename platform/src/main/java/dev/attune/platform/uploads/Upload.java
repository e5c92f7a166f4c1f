package dev.attune.platform.uploads;

import dev.attune.platform.files.NewFile;
import java.time.Instant;

/**
 * A file that comes in parts.
 *
 * @param file what is to be made of the parts
 * @param bytes that the file will have
 * @param expiresAt when it ends by itself, if it is still pending
 */
public record Upload(
    String id,
    String projectId,
    NewFile file,
    long bytes,
    Instant createdAt,
    Instant expiresAt,
    UploadState state) {

  /** The state at some time; the row says only after a sweep that an upload has expired. */
  UploadState stateAt(Instant now) {
    return state == UploadState.PENDING && !now.isBefore(expiresAt) ? UploadState.EXPIRED : state;
  }

  Upload in(UploadState other) {
    return new Upload(id, projectId, file, bytes, createdAt, expiresAt, other);
  }
}
