package dev.attune.cli.logs;

import dev.attune.cli.session.CliException;
import dev.attune.cli.session.DataDirectoryOption;
import dev.attune.cli.session.Session;
import dev.attune.cli.terminal.Sizes;
import dev.attune.cli.terminal.Table;
import dev.attune.cli.terminal.Times;
import dev.attune.wire.json.WireJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The logs that a server on this machine keeps. */
@Command(
    name = "logs",
    description = {
      "Show the log of a job's trainer; without a name, list the logs that there are.",
      "It reads the data directory on this machine. The server itself writes to standard output."
    },
    mixinStandardHelpOptions = true)
public final class LogsCommand implements Runnable {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The id of a job, or another name from the list, such as sampler.")
  private @Nullable String name;

  @Option(names = "--follow", description = "Go on with what is added, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = "--lines",
      paramLabel = "N",
      defaultValue = "100",
      description = "Of the end. Default: ${DEFAULT-VALUE}.")
  private int lines;

  @Mixin private final DataDirectoryOption dataDirectory = new DataDirectoryOption();

  private final Session session;

  public LogsCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Logs logs = new Logs(dataDirectory.of(session));
    if (name == null) {
      list(logs.all());
    } else {
      show(logs.named(name).orElseThrow(() -> unknown(logs)));
    }
  }

  private void show(Logs.Log log) {
    try (Tail tail = new Tail(log.file())) {
      tail.last(lines, !follow).forEach(line -> print(log, line));
      if (follow) {
        tail.follow(session.host().pace(), line -> print(log, line));
      }
    }
  }

  private void print(Logs.Log log, String line) {
    session
        .terminal()
        .print(session.json() ? WireJson.text(Map.of("name", log.name(), "line", line)) : line);
  }

  private void list(List<Logs.Log> logs) {
    if (session.json()) {
      session.terminal().print(WireJson.text(logs.stream().map(LogsCommand::json).toList()));
      return;
    }
    Table table = new Table("NAME", "SIZE", "CHANGED");
    for (Logs.Log log : logs) {
      table.row(log.name(), Sizes.bytes(log.bytes()), Times.date(log.changed().getEpochSecond()));
    }
    table.printTo(session.terminal());
  }

  private static Map<String, Object> json(Logs.Log log) {
    return Map.of(
        "name", log.name(),
        "file", log.file().toString(),
        "bytes", log.bytes(),
        "changed_at", log.changed().getEpochSecond());
  }

  private CliException unknown(Logs logs) {
    return CliException.refused(
        "There is no log %s in %s; 'attune logs' lists those there are"
            .formatted(name, logs.dataDirectory()));
  }
}
