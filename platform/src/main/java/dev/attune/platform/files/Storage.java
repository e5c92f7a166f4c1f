package dev.attune.platform.files;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import java.io.IOException;
import java.nio.file.Path;

/** What a failing disk means. */
public final class Storage {
  private Storage() {}

  /** The failure that is told of: a full disk by name, any other with what happened. */
  public static PlatformException failed(Path path, IOException cause) {
    String reason = String.valueOf(cause.getMessage());
    boolean full = reason.contains("No space left") || reason.contains("quota");
    return full
        ? new PlatformException(
            ErrorCode.STORAGE_FULL,
            "The disk of the data directory is full. Free some space and try again.",
            cause)
        : new PlatformException(
            ErrorCode.UNUSABLE_STORAGE, "%s cannot be used: %s".formatted(path, cause), cause);
  }
}
