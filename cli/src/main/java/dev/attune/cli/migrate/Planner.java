package dev.attune.cli.migrate;

import dev.attune.cli.migrate.Plan.Fate;
import dev.attune.cli.migrate.Plan.PlannedFile;
import dev.attune.cli.migrate.Plan.PlannedJob;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides what becomes of each job before anything is made. */
final class Planner {
  private static final Set<String> METHODS = Set.of("supervised", "dpo");

  private final Source source;
  private final ModelChoice models;
  private final Notes notes;
  private final boolean keepsIntegrations;

  Planner(Source source, ModelChoice models, Notes notes, boolean keepsIntegrations) {
    this.source = source;
    this.models = models;
    this.notes = notes;
    this.keepsIntegrations = keepsIntegrations;
  }

  /** The oldest job first: a later one may learn on from its model. */
  Plan plan() {
    List<OldJob> oldestFirst =
        source.jobs().stream().sorted(Comparator.comparingLong(OldJob::createdAt)).toList();
    models.demand(oldestFirst.stream().filter(this::canBeMade).toList());
    List<PlannedJob> jobs =
        oldestFirst.stream().map(job -> new PlannedJob(job, fate(job))).toList();
    return new Plan(files(jobs), jobs);
  }

  private boolean canBeMade(OldJob job) {
    return notes.job(job.id()).isEmpty() && obstacle(job).isEmpty();
  }

  private Fate fate(OldJob job) {
    Optional<Fate> settled =
        notes.job(job.id()).<Fate>map(Fate.Made::new).or(() -> obstacle(job).map(Fate.Skip::new));
    return settled.orElseGet(() ->
        models
            .find(job.model())
            .<Fate>map(model -> new Fate.Create(model, note(job)))
            .orElseGet(() -> new Fate.Skip(notTunedYet(job))));
  }

  private Optional<String> obstacle(OldJob job) {
    if (!job.status().equals("succeeded")) {
      return Optional.of("it is " + job.status());
    }
    if (!METHODS.contains(job.method().type())) {
      return Optional.of("the method %s is not done here".formatted(job.method().type()));
    }
    if (job.files().training().isEmpty()) {
      return Optional.of("it names no training file");
    }
    return job.files().ids().flatMap(id -> missing(id).stream()).findFirst();
  }

  private Optional<String> missing(String fileId) {
    if (notes.file(fileId).isPresent()) {
      return Optional.empty();
    }
    return switch (source.find(fileId)) {
      case Source.Found.There _ -> Optional.empty();
      case Source.Found.Missing(var reason) -> Optional.of(reason);
    };
  }

  private static String notTunedYet(OldJob job) {
    return "it goes on from %s, which is not made here yet; run this again when it is"
        .formatted(job.model());
  }

  private Optional<String> note(OldJob job) {
    return job.reports() && !keepsIntegrations
        ? Optional.of("without its integrations, whose keys are not known here")
        : Optional.empty();
  }

  private List<PlannedFile> files(List<PlannedJob> jobs) {
    return jobs.stream()
        .filter(job -> job.fate() instanceof Fate.Create)
        .flatMap(job -> job.job().files().ids())
        .distinct()
        .map(id -> new PlannedFile(file(id), notes.file(id)))
        .toList();
  }

  private OldFile file(String id) {
    return switch (source.find(id)) {
      case Source.Found.There(var file) -> file;
      case Source.Found.Missing _ -> new OldFile(id, "", 0);
    };
  }
}
