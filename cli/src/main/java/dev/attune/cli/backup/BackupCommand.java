package dev.attune.cli.backup;

import dev.attune.cli.session.DataDirectoryOption;
import dev.attune.cli.session.Session;
import dev.attune.cli.terminal.Sizes;
import dev.attune.cli.terminal.Times;
import dev.attune.wire.backup.BackupWork;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A whole copy of the data directory, at one moment. */
@Command(
    name = "backup",
    description =
        "Copy the data directory as it is at one moment, also while a server uses it, and read the"
            + " copy again to be sure of it.",
    mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Where to; a new or empty folder.")
  private Path target = Path.of("");

  @Mixin private final DataDirectoryOption dataDirectory = new DataDirectoryOption();

  @Option(
      names = "--verify",
      description = "Write nothing; read the backup that is in DIR and say whether it is whole.")
  private boolean verify;

  private final Session session;

  public BackupCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String backup = session.path(target).toAbsolutePath().normalize().toString();
    BackupWork.Done done =
        verify
            ? BackupTool.run(session, "verify", backup)
            : BackupTool.run(session, "write", dataDirectory.of(session).toString(), backup);
    if (!session.json()) {
      say(done);
    }
    return done.lost().isEmpty() ? 0 : 1;
  }

  private void say(BackupWork.Done done) {
    session
        .terminal()
        .print(
            "%s is whole: %,d files, %s, as of %s"
                .formatted(
                    done.directory(),
                    done.files(),
                    Sizes.bytes(done.bytes()),
                    Times.date(done.createdAt())));
    for (String folder : done.outside()) {
      session
          .terminal()
          .tell("Not in it, because it lies outside of the data directory: " + folder);
    }
    for (String lost : done.lost()) {
      session.terminal().tell("Damaged or gone before the backup: " + lost);
    }
  }
}
