package dev.attune.data.check;

import dev.attune.data.failure.DataException;
import org.jspecify.annotations.Nullable;

/** A file that a job cannot use; its parts are the job's error. */
public final class TrainingFileException extends DataException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final FileRole role;

  TrainingFileException(String code, FileRole role, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.role = role;
  }

  /** Stable, in snake_case. */
  public String code() {
    return code;
  }

  /** The job's parameter that names the file. */
  public String param() {
    return role.param();
  }
}
