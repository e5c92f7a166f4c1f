package dev.attune.cli.migrate;

import dev.attune.cli.migrate.Plan.Fate;
import dev.attune.cli.migrate.Plan.PlannedFile;
import dev.attune.cli.migrate.Plan.PlannedJob;
import dev.attune.cli.terminal.Sizes;
import dev.attune.cli.terminal.Table;
import dev.attune.cli.terminal.Terminal;
import java.util.List;
import java.util.stream.Collectors;

/** A plan and its outcome as a person reads them. */
final class PlanText {
  private static final String NONE = "-";

  private PlanText() {}

  static void print(Plan plan, Terminal terminal) {
    section("FILES", plan.files().isEmpty() ? List.of("none") : files(plan).lines(), terminal);
    List<PlannedJob> create = plan.toCreate().toList();
    section("JOBS", create.isEmpty() ? List.of("none") : jobs(create).lines(), terminal);
    plan.jobs().stream().flatMap(job -> remark(job).stream()).forEach(terminal::print);
  }

  static void print(Mapping mapping, Terminal terminal) {
    Table table = new Table("JOB THERE", "JOB HERE", "STATUS", "MODEL THERE", "MODEL HERE");
    for (Mapping.Row row : mapping.rows()) {
      table.row(
          row.old().id(),
          row.id(),
          row.status(),
          row.old().tunedModel().orElse(NONE),
          row.tunedModel().orElse("when it has succeeded"));
    }
    table.printTo(terminal);
  }

  private static void section(String head, List<String> lines, Terminal terminal) {
    terminal.print(head);
    lines.forEach(line -> terminal.print("  " + line));
  }

  private static Table files(Plan plan) {
    Table table = new Table("ID", "SIZE", "NAME", "");
    for (PlannedFile planned : plan.files()) {
      OldFile file = planned.file();
      table.row(
          file.id(),
          Sizes.bytes(file.bytes()),
          file.safeName(),
          planned.newId().map(id -> "uploaded as " + id).orElse("upload"));
    }
    return table;
  }

  private static Table jobs(List<PlannedJob> planned) {
    Table table = new Table("ID", "MODEL", "METHOD", "NUMBERS", "SEED", "SUFFIX");
    for (PlannedJob it : planned) {
      OldJob job = it.job();
      table.row(
          job.id(),
          it.fate() instanceof Fate.Create(var model, _) ? model : NONE,
          job.method().type(),
          numbers(job),
          job.seed().map(String::valueOf).orElse(NONE),
          job.suffix().orElse(NONE));
    }
    return table;
  }

  private static String numbers(OldJob job) {
    String numbers =
        job.method().numbers().entrySet().stream()
            .map(number -> number.getKey() + "=" + number.getValue())
            .sorted()
            .collect(Collectors.joining(" "));
    return numbers.isEmpty() ? "auto" : numbers;
  }

  private static List<String> remark(PlannedJob planned) {
    String id = planned.job().id();
    return switch (planned.fate()) {
      case Fate.Create(_, var note) -> note.map(it -> "%s: %s".formatted(id, it)).stream().toList();
      case Fate.Made(var newId) -> List.of("Made already: %s as %s".formatted(id, newId));
      case Fate.Skip(var reason) -> List.of("Skipped: %s, %s".formatted(id, reason));
    };
  }
}
