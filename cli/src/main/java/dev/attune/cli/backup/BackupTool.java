package dev.attune.cli.backup;

import dev.attune.cli.session.CliException;
import dev.attune.cli.session.Session;
import dev.attune.cli.terminal.Terminal;
import dev.attune.cli.watch.ByteBar;
import dev.attune.wire.backup.BackupWork;
import dev.attune.wire.json.WireJson;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The server's part at work, with a bar where a person watches. */
final class BackupTool implements AutoCloseable {
  private static final String TOOL = "attune-backup";

  private final Session session;
  private final Terminal terminal;
  private @Nullable ByteBar bar;
  private @Nullable BackupWork last;

  private BackupTool(Session session) {
    this.session = session;
    this.terminal = session.terminal();
  }

  /** Runs the tool to its end; with {@code --json} its lines are printed as they are. */
  static BackupWork.Done run(Session session, String... arguments) {
    ToolProvider tool = session.host().serverTool(TOOL);
    try (BackupTool work = new BackupTool(session)) {
      tool.run(new PrintWriter(new EachLine(work::read)), session.terminal().err(), arguments);
      return work.ended();
    }
  }

  private void read(String line) {
    if (session.json()) {
      terminal.print(line);
    }
    BackupWork work = WireJson.mapper().readValue(line, BackupWork.class);
    last = work;
    if (work instanceof BackupWork.Progress progress
        && terminal.isInteractive()
        && !session.json()) {
      show(progress);
    }
  }

  private void show(BackupWork.Progress progress) {
    ByteBar shown = bar == null ? new ByteBar(terminal) : bar;
    bar = shown;
    shown.show(progress.name(), progress.done(), progress.total());
  }

  private BackupWork.Done ended() {
    return switch (Objects.requireNonNull(last, TOOL + " says how it ended")) {
      case BackupWork.Done done -> done;
      case BackupWork.Failed(String message) -> throw CliException.refused(message);
      case BackupWork.Progress _ -> throw CliException.refused("The work was broken off");
    };
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
