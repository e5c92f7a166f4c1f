package dev.attune.cli.session;

/** A command that cannot go on; its message is the one line that the person reads. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int REFUSED = 1;
  private static final int USAGE = 2;

  private final int exitCode;

  private CliException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The API, or something else that was asked, said no. */
  public static CliException refused(String message) {
    return new CliException(message, REFUSED);
  }

  /** The command was given something that it cannot use. */
  public static CliException usage(String message) {
    return new CliException(message, USAGE);
  }

  public int exitCode() {
    return exitCode;
  }
}
