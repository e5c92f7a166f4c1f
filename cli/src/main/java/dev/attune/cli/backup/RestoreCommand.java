package dev.attune.cli.backup;

import dev.attune.cli.session.Session;
import dev.attune.cli.terminal.Sizes;
import dev.attune.cli.terminal.Times;
import dev.attune.wire.backup.BackupWork;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A data directory out of a backup. */
@Command(
    name = "restore",
    description =
        "Make a data directory of a backup. Every byte is checked; the directory is there whole or"
            + " not at all, and nothing is written over.",
    mixinStandardHelpOptions = true)
public final class RestoreCommand implements Runnable {
  @Parameters(paramLabel = "DIR", description = "What 'attune backup' wrote.")
  private Path backup = Path.of("");

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "The new data directory; must be new or empty. Default: ATTUNE_DATA_DIR, else"
              + " ./attune-data.")
  private @Nullable Path dataDirectory;

  private final Session session;

  public RestoreCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Path data = session.dataDirectory(dataDirectory);
    BackupWork.Done done =
        BackupTool.run(
            session,
            "restore",
            session.path(backup).toAbsolutePath().normalize().toString(),
            data.toString());
    if (!session.json()) {
      session
          .terminal()
          .print(
              "%s is restored: %,d files, %s, as of %s. Go on with: attune serve --data-dir %s"
                  .formatted(
                      data,
                      done.files(),
                      Sizes.bytes(done.bytes()),
                      Times.date(done.createdAt()),
                      data));
    }
  }
}
