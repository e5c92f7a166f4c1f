package dev.attune.cli.migrate;

import dev.attune.cli.session.Server;
import dev.attune.cli.session.Session;
import dev.attune.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Jobs and files of OpenAI, made again here. */
@Command(
    name = "migrate",
    description =
        "Make files and jobs of an account at OpenAI again on this server; without --yes, only say"
            + " what would be made.",
    mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {
  private final Session session;
  @Mixin private final SourceOptions from = new SourceOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--map",
      paramLabel = "THERE=HERE",
      description = "Model here for a model there; 'gpt-4o*=NAME' for all that begin so.")
  private Map<String, String> map = new LinkedHashMap<>();

  @Option(
      names = "--keep-integrations",
      description = "Let jobs report where they reported there; this server needs a key for it.")
  private boolean keepsIntegrations;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      defaultValue = "attune-migrate.json",
      description = "Remembers what was made, so that nothing is twice. Default: ${DEFAULT-VALUE}.")
  private Path state = Path.of("");

  @Option(names = "--yes", description = "Upload the files and create the jobs.")
  private boolean yes;

  public MigrateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Source source = from.source(session);
    Server server = session.server();
    Here here = new Here(server.client(), keepsIntegrations);
    Notes notes = Notes.at(session.path(state), server.root().toString());
    ModelChoice models =
        new ModelChoice(
            new ModelMap(map), here.models(), source.jobs(), old -> madeAgain(old, notes, here));
    Plan plan = new Planner(source, models, notes, keepsIntegrations).plan();
    if (!yes) {
      show(plan);
      return 0;
    }
    boolean all = new Move(source, here, notes, session.terminal()).make(plan);
    show(Mapping.of(plan.jobs().stream().map(Plan.PlannedJob::job).toList(), notes, here));
    return all ? 0 : 1;
  }

  private static Optional<String> madeAgain(OldJob old, Notes notes, Here here) {
    return notes.job(old.id()).flatMap(id -> here.job(id).fineTunedModel());
  }

  private void show(Plan plan) {
    Terminal terminal = session.terminal();
    if (session.json()) {
      terminal.print(MigrationJson.text(plan));
      return;
    }
    PlanText.print(plan, terminal);
    terminal.print(
        plan.toCreate().findAny().isPresent()
            ? "Nothing was made yet. To do so: " + again()
            : "There is nothing to make.");
  }

  private void show(Mapping mapping) {
    if (session.json()) {
      session.terminal().print(MigrationJson.text(mapping));
    } else {
      PlanText.print(mapping, session.terminal());
    }
  }

  private String again() {
    List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
    return new TypedLine(arguments).with("--yes");
  }
}
