package dev.attune.worker.export.source;

/** An export that cannot be made. The message says what is wrong and what to do. */
public final class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  private ExportException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** The model cannot be expressed in the format. */
  public static ExportException unsupported(String message) {
    return new ExportException("unsupported_export", message);
  }

  /** The place that the export was to go to. */
  public static ExportException target(String message) {
    return new ExportException("invalid_directory", message);
  }

  /** There is no room. */
  public static ExportException full(String message) {
    return new ExportException("storage_full", message);
  }

  /** What was written is not what was served. */
  public static ExportException differs(String message) {
    return new ExportException("export_differs", message);
  }

  /** Stable, in snake_case. */
  public String code() {
    return code;
  }
}
