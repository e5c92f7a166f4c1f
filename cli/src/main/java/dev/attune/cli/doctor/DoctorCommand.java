package dev.attune.cli.doctor;

import dev.attune.cli.session.CliException;
import dev.attune.cli.session.DataDirectoryOption;
import dev.attune.cli.session.Host;
import dev.attune.cli.session.Session;
import dev.attune.wire.doctor.Diagnosis;
import dev.attune.wire.doctor.Finding;
import dev.attune.wire.json.WireJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says of everything that a server needs whether it is there. */
@Command(
    name = "doctor",
    description = "Check this machine and the data directory; no server need run.",
    mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
  private static final String USUAL_PORT = "8080";
  private static final int MOST = 65_535;

  @Mixin private final DataDirectoryOption dataDirectory = new DataDirectoryOption();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "As attune serve has it. Default: ATTUNE_PORT, else 8080.")
  private @Nullable String port;

  private final Session session;

  public DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Diagnosis diagnosis = new Diagnosis(checks().stream().map(Check::look).toList());
    if (session.json()) {
      session.terminal().print(WireJson.mapper().writeValueAsString(diagnosis));
    } else {
      diagnosis.checks().forEach(finding -> session.terminal().print(line(finding)));
    }
    return diagnosis.ok() ? 0 : 1;
  }

  private List<Check> checks() {
    Host host = session.host();
    Path data = dataDirectory.of(session);
    WorkerJar worker = WorkerJar.in(host.home());
    return List.of(
        JdkCheck.ofThisProcess(),
        new CoresCheck(Runtime.getRuntime().availableProcessors()),
        MemoryCheck.ofThisMachine(),
        DiskCheck.of(data),
        GpuCheck.of(worker),
        new DatabaseCheck(host, data),
        new PortCheck(port()),
        new ClockCheck(host.pace().instant(), List.of(worker.path(), data.resolve("attune.db"))),
        TemporaryFolderCheck.ofThisProcess(),
        new LibtorchCheck(worker));
  }

  private int port() {
    String given =
        Optional.ofNullable(port)
            .or(() -> session.host().variable("ATTUNE_PORT"))
            .orElse(USUAL_PORT);
    if (!given.matches("[0-9]{1,5}") || Integer.parseInt(given) > MOST) {
      throw CliException.usage("--port %s must be a number from 0 to %d".formatted(given, MOST));
    }
    return Integer.parseInt(given);
  }

  private static String line(Finding finding) {
    String remedy = finding.remedy() == null ? "" : " " + finding.remedy() + ".";
    return String.format(
        Locale.ROOT,
        "%-8s %-9s %s.%s",
        finding.verdict().name().toLowerCase(Locale.ROOT),
        finding.check(),
        finding.message().replaceAll("\\s*\\R\\s*", " "),
        remedy);
  }
}
