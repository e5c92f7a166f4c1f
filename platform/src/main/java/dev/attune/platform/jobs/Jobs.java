package dev.attune.platform.jobs;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.files.StoredFile;
import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.models.Models;
import dev.attune.platform.models.StartingPoint;
import dev.attune.platform.models.TunedModel.Tuning;
import dev.attune.platform.owner.Project;
import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import dev.attune.wire.ids.Ids;
import dev.attune.wire.ids.ModelName;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What clients do with jobs. All of it changes rows only; the queue sees the change and acts. */
public final class Jobs {
  private final JobStore store;
  private final StoredFiles files;
  private final Models models;
  private final InstantSource clock;
  private final Slots slots;
  private final Set<Tracking.Service> services;
  private final Runnable changed;
  private final Events events;
  private final Ids ids = new Ids();
  private final SecureRandom random = new SecureRandom();

  /**
   * Jobs over a store.
   *
   * @param services that numbers can go to
   * @param changed is run after every change, to wake whoever works on jobs
   */
  public Jobs(
      JobStore store,
      StoredFiles files,
      Models models,
      Slots slots,
      Set<Tracking.Service> services,
      InstantSource clock,
      Runnable changed) {
    this.store = store;
    this.files = files;
    this.models = models;
    this.slots = slots;
    this.services = Set.copyOf(services);
    this.clock = clock;
    this.changed = changed;
    this.events = new Events(clock);
  }

  /**
   * Creates a job after the checks that need no reading of files; these follow while its state is
   * {@code validating_files}.
   */
  public Job create(
      Project project, JobOrder order, Hyperparameters hyperparameters, TuningOptions options) {
    Job job = draft(project, order, hyperparameters, options);
    store.insert(job, List.of(events.created(job), events.validating(job.order())));
    changed.run();
    return job;
  }

  /** The job that {@link #create} would create, after the same checks. */
  public Job draft(
      Project project, JobOrder order, Hyperparameters hyperparameters, TuningOptions options) {
    StartingPoint start = models.startingPoint(project.id(), order.model());
    checkFile(project, "training_file", order.trainingFile());
    if (order.validationFile() != null) {
      checkFile(project, "validation_file", order.validationFile());
    }
    checkOptions(options, start);
    checkMethod(order.method(), options);
    checkTracking(order.tracking());
    Tuning tuning = options.tuning() == null ? Tuning.LORA : options.tuning();
    slots.checkAtLeast(start.base(), tuning, options.device());
    String name =
        ModelName.of(
                start.base().name(), project.organization().name(), order.suffix(), ids.model())
            .toString();
    return new Job(
        ids.job(),
        project.id(),
        Instant.ofEpochMilli(clock.millis()),
        resolved(order, start.name()),
        order.seed() == null ? random.nextInt(Integer.MAX_VALUE) : order.seed(),
        name,
        hyperparameters,
        options,
        new Asked(hyperparameters, options),
        null,
        null,
        null,
        new JobState.ValidatingFiles(),
        JobRun.NEW,
        1);
  }

  public Job retrieve(Project project, String id) {
    return store
        .find(id)
        .filter(job -> job.projectId().equals(project.id()))
        .orElseThrow(() -> PlatformException.notFound(ErrorCode.JOB_NOT_FOUND, id));
  }

  /** Newest first. */
  public Page<Job> list(Project project, MetadataFilter filter, PageRequest page) {
    return store.list(project.id(), filter, page);
  }

  /** Newest first. */
  public Page<Job> search(Project project, JobSearch search, PageRequest page) {
    return store.search(project.id(), search, page);
  }

  /** The metrics of all steps, in order. */
  public List<StepMetrics> listMetrics(Project project, String id) {
    return store.listMetrics(retrieve(project, id).id());
  }

  /** The metrics of the newest step, empty before the first. */
  public Optional<StepMetrics> lastMetrics(Job job) {
    return store.lastMetrics(job.id());
  }

  /** Ends a job; its trainer is stopped within seconds. */
  public Job cancel(Project project, String id) {
    return change(
        project,
        id,
        job ->
            switch (job.state()) {
              case JobState.ValidatingFiles _,
                  JobState.Queued _,
                  JobState.Running _,
                  JobState.Paused _ ->
                  JobChange.of(
                      job.to(new JobState.Cancelled(Instant.ofEpochMilli(clock.millis()))),
                      events.info("Fine-tuning job cancelled"));
              case JobState.Succeeded _, JobState.Failed _, JobState.Cancelled _ ->
                  throw wrongState(job, "cancelled");
            });
  }

  /**
   * Asks a job to stand still. One that runs saves a checkpoint first, and is {@code running} until
   * that is on disk.
   */
  public Job pause(Project project, String id) {
    return change(
        project,
        id,
        job ->
            switch (job.state()) {
              case JobState.Running _ ->
                  JobChange.of(
                      job.with(job.run().withPausing(true)),
                      events.info("Pausing: a checkpoint is being saved"));
              case JobState.Queued _ ->
                  JobChange.of(
                      job.to(new JobState.Paused()), events.info("Fine-tuning job paused"));
              case JobState.ValidatingFiles _,
                  JobState.Paused _,
                  JobState.Succeeded _,
                  JobState.Failed _,
                  JobState.Cancelled _ ->
                  throw wrongState(job, "paused");
            });
  }

  /** Lets a paused job go on from its checkpoint when its turn comes. */
  public Job resume(Project project, String id) {
    return change(
        project,
        id,
        job ->
            switch (job.state()) {
              case JobState.Paused _ ->
                  JobChange.of(
                      job.to(new JobState.Queued()),
                      events.info("Resuming: the job is queued again"));
              case JobState.ValidatingFiles _,
                  JobState.Queued _,
                  JobState.Running _,
                  JobState.Succeeded _,
                  JobState.Failed _,
                  JobState.Cancelled _ ->
                  throw wrongState(job, "resumed");
            });
  }

  /** Newest first. */
  public Page<JobEvent> listEvents(Project project, String id, PageRequest page) {
    return store.listEvents(retrieve(project, id).id(), page);
  }

  /** Those that can be asked, newest first; there are none before the job has succeeded. */
  public Page<JobCheckpoint> listCheckpoints(Project project, String id, PageRequest page) {
    Job job = retrieve(project, id);
    return job.state() instanceof JobState.Succeeded
        ? store.listCheckpoints(job.id(), page)
        : new Page<>(List.of(), false);
  }

  /** Tries again when the job changed between reading and writing. */
  private Job change(Project project, String id, Function<Job, JobChange> change) {
    while (true) {
      Optional<Job> changedJob = store.apply(change.apply(retrieve(project, id)));
      if (changedJob.isPresent()) {
        changed.run();
        return changedJob.get();
      }
    }
  }

  private void checkFile(Project project, String param, String id) {
    Optional<StoredFile> file = files.find(project.id(), id);
    if (file.isEmpty()) {
      throw PlatformException.invalid(
          param, "There is no file with the id '%s'. Upload it first.".formatted(id));
    }
    if (!file.get().purpose().equals(StoredFile.FINE_TUNE)) {
      throw PlatformException.invalid(
          param,
          "The file '%s' was uploaded with purpose '%s'. Upload it again with purpose '%s'."
              .formatted(id, file.get().purpose(), StoredFile.FINE_TUNE));
    }
  }

  private static void checkOptions(TuningOptions options, StartingPoint start) {
    Integer length = options.maxSequenceLength();
    if (length != null && length > start.base().context()) {
      throw PlatformException.invalid(
          "attune.max_sequence_length",
          "%d tokens are more than the context of %s, which is %d."
              .formatted(length, start.base().name(), start.base().context()));
    }
    boolean hasAdapter = start.adapter().isPresent();
    if (hasAdapter && options.tuning() == Tuning.FULL) {
      throw PlatformException.invalid(
          "attune.tuning",
          "The model %s is an adapter, of which all weights cannot be tuned. Leave tuning out, or start from %s."
              .formatted(start.name(), start.base().name()));
    }
    if (hasAdapter
        && (options.rank() != null
            || options.alpha() != null
            || options.targetModules() != null
            || options.rankStabilized() != null)) {
      throw PlatformException.invalid(
          "attune.rank",
          "A job that starts from the adapter %s keeps its rank, alpha and modules. Leave these out."
              .formatted(start.name()));
    }
  }

  private static void checkMethod(Method method, TuningOptions options) {
    switch (method) {
      case SUPERVISED -> {}
      case DPO -> {
        if (options.tuning() == Tuning.FULL) {
          throw PlatformException.invalid(
              "attune.tuning",
              "The method 'dpo' learns an adapter beside the model it starts from. Leave tuning out.");
        }
      }
    }
  }

  private void checkTracking(List<Tracking> wanted) {
    if (!wanted.isEmpty() && !services.contains(Tracking.Service.WANDB)) {
      throw PlatformException.invalid(
          "integrations",
          "This server has no key for Weights & Biases, so it cannot report to it. Start it with --wandb-key-file, or leave 'integrations' out.");
    }
    if (wanted.stream().map(Jobs::place).distinct().count() < wanted.size()) {
      throw PlatformException.invalid(
          "integrations",
          "Two integrations name the same project, in which the job has one run. Leave one of them out.");
    }
  }

  /** What tells two of them apart: a job has one run in a project. */
  private static Tracking place(Tracking tracking) {
    return switch (tracking) {
      case Tracking.Wandb(var project, _, var entity, _) ->
          new Tracking.Wandb(project, null, entity, List.of());
      case Tracking.Mlflow _, Tracking.TensorBoard _ -> tracking;
    };
  }

  /** The order with the model's own name and what the operator wants tracked. */
  private JobOrder resolved(JobOrder order, String model) {
    List<Tracking> tracking = new ArrayList<>(order.tracking());
    if (services.contains(Tracking.Service.MLFLOW)) {
      tracking.add(new Tracking.Mlflow());
    }
    if (services.contains(Tracking.Service.TENSORBOARD)) {
      tracking.add(new Tracking.TensorBoard());
    }
    return new JobOrder(
        order.method(),
        model,
        order.trainingFile(),
        order.validationFile(),
        order.suffix(),
        order.seed(),
        tracking,
        order.metadata());
  }

  private static PlatformException wrongState(Job job, String verb) {
    return new PlatformException(
        ErrorCode.WRONG_STATE,
        null,
        "The job %s is %s and cannot be %s."
            .formatted(job.id(), StateName.of(job.state()).text(), verb));
  }
}
