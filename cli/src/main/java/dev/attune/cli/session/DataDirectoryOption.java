package dev.attune.cli.session;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which data directory of this machine a command reads. */
public final class DataDirectoryOption {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "As attune serve has it. Default: ATTUNE_DATA_DIR, else ./attune-data.")
  private @Nullable Path given;

  /** As given, as the environment has it, or the usual one. */
  public Path of(Session session) {
    return session.dataDirectory(given);
  }
}
