package dev.attune.server;

import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.files.BlobStore;
import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobChange;
import dev.attune.platform.jobs.JobStore;
import dev.attune.platform.jobs.Jobs;
import dev.attune.platform.jobs.Slots;
import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.jobs.TrainingDevice;
import dev.attune.platform.keys.Keys;
import dev.attune.platform.keys.Sessions;
import dev.attune.platform.models.Aliases;
import dev.attune.platform.models.BaseModel;
import dev.attune.platform.models.CheckpointPermissions;
import dev.attune.platform.models.Exports;
import dev.attune.platform.models.Models;
import dev.attune.platform.models.TunedModel;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.platform.owner.ProjectDetails;
import dev.attune.platform.owner.Projects;
import dev.attune.platform.process.ExportProcess;
import dev.attune.platform.process.ModelCheckProcess;
import dev.attune.platform.run.FileCheck;
import dev.attune.platform.run.QueueParts;
import dev.attune.platform.run.ReadFile;
import dev.attune.platform.run.ValidationProgress;
import dev.attune.platform.sampling.Samplers;
import dev.attune.platform.store.Database;
import dev.attune.platform.store.SqlFileStore;
import dev.attune.platform.store.SqlJobStore;
import dev.attune.platform.store.SqlKeyStore;
import dev.attune.platform.store.SqlModelStore;
import dev.attune.platform.store.SqlPermissionStore;
import dev.attune.platform.store.SqlProjectStore;
import dev.attune.platform.store.SqlSessionStore;
import dev.attune.platform.store.SqlUploadStore;
import dev.attune.platform.store.SqlUsageStore;
import dev.attune.platform.store.SqlWebhookStore;
import dev.attune.platform.uploads.Uploads;
import dev.attune.platform.usage.UsageLog;
import dev.attune.platform.webhooks.Webhooks;
import dev.attune.protocol.ControlTokens;
import dev.attune.protocol.JobSpec;
import dev.attune.protocol.RunPlan;
import dev.attune.protocol.RunPlanRequest;
import dev.attune.protocol.SamplerSpec;
import dev.attune.wire.finetuning.FilesReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A platform in which nothing works on jobs, so that a test can put them in any state. */
final class QuietPlatform implements AutoCloseable {
  private final Database database;
  private final JobStore jobStore;
  private final HttpApi http;
  private final HttpApi.Parts parts;
  private final AtomicLong passed = new AtomicLong();
  private volatile boolean holdsReading;
  private volatile boolean spoilsReading;

  QuietPlatform(Path folder) {
    this(folder, InstantSource.system());
  }

  QuietPlatform(Path folder, InstantSource given, String... options) {
    this(folder, given, Set.of(), options);
  }

  QuietPlatform(
      Path folder, InstantSource given, Set<Tracking.Service> services, String... options) {
    InstantSource clock = () -> given.instant().plusSeconds(passed.get());
    database = Database.open(folder, true);
    jobStore = new SqlJobStore(database);
    SqlModelStore modelStore = new SqlModelStore(database);
    modelStore.insert(
        new BaseModel("base", folder, "llama", 9, 64, 256, List.of("q_proj"), Instant.EPOCH));
    modelStore.insert(
        new BaseModel("huge", folder, "llama", 1L << 40, 64, 256, List.of(), Instant.EPOCH));
    Models models =
        new Models(
            modelStore,
            new ModelCheckProcess(TestServer.workers()),
            new Aliases(Map.of("gpt-4o-mini", "base")),
            clock);
    StoredFiles files =
        new StoredFiles(new SqlFileStore(database), new BlobStore(folder.resolve("files")), clock);
    Slots slots = new Slots(List.of(TrainingDevice.cpu(1, 2, 1L << 30)));
    Keys keys = new Keys(new SqlKeyStore(database), clock);
    SqlProjectStore projects = new SqlProjectStore(database);
    QueueParts queue = new QueueParts(jobStore, files, models, folder, ControlTokens.PLAIN, clock);
    parts =
        new HttpApi.Parts(
            keys,
            new Projects(projects, clock, keys::forget),
            new CheckpointPermissions(new SqlPermissionStore(database), projects, clock),
            files,
            new Uploads(new SqlUploadStore(database), files, clock),
            models,
            new Exports(models, new ExportProcess(TestServer.workers(), folder), 1),
            new Jobs(jobStore, files, models, slots, services, clock, () -> {}),
            queue.estimates(
                new QueueParts.Looks(this::check, QuietPlatform::plan),
                new QueueParts.Limits(slots, 60)),
            queue.reports(this::report),
            new ValidationProgress(),
            slots,
            new Samplers(
                TestServer.workers(),
                folder,
                new Samplers.Share(1, 1, ControlTokens.RECOGNIZED, SamplerSpec.Weights.F32),
                clock),
            new Webhooks(new SqlWebhookStore(database), clock),
            new UsageLog(new SqlUsageStore(database), clock),
            new Sessions(new SqlSessionStore(database), keys, clock));
    http = new HttpApi(TestServer.settings(folder, options), parts);
  }

  /** Files are read to their middle and no further, or to their ends. */
  void holdReading(boolean holds) {
    holdsReading = holds;
  }

  /** How far files of jobs are read, as if something worked on them. */
  ValidationProgress validations() {
    return parts.validations();
  }

  private void read(ReadFile file) {
    file.read(file.total() / 2);
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (holdsReading && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    if (spoilsReading) {
      throw PlatformException.invalid("training_file", "Example 7 is spoilt.");
    }
    file.read(file.total());
  }

  /** The second half of each file is spoilt from now on. */
  void spoilReading() {
    spoilsReading = true;
  }

  /** Every file has ten examples of as many tokens as the numbers from 11 to 20. */
  private FileCheck.Result check(FileCheck.Learner learner, ReadFile file, FileCheck.Role role) {
    read(file);
    return new FileCheck.Result.Usable(
        IntStream.rangeClosed(11, 20).boxed().toList(), 60, List.of("It is a strange file."));
  }

  /** Every file has one example that is shown. */
  private FilesReport report(
      String name, FileCheck.Learner learner, ReadFile training, Optional<ReadFile> validation) {
    read(training);
    validation.ifPresent(this::read);
    return new FilesReport(
        name,
        learner.context(),
        new FilesReport.Contents(
            10,
            155,
            60,
            20,
            List.of(new FilesReport.Bar(16, 6), new FilesReport.Bar(32, 4)),
            new FilesReport.Lines(0, List.of()),
            new FilesReport.Lines(2, List.of(7L, 9L)),
            List.of(
                new FilesReport.Shown(
                    1,
                    List.of(
                        List.of(
                            new FilesReport.Piece("<|user|>Where is my parcel?<|end|>", false),
                            new FilesReport.Piece("In the post.<|end|>", true))))),
            List.of("It is a strange file.")),
        null);
  }

  /** A run needs 100 MB for each layer of its rank. */
  private static RunPlan plan(RunPlanRequest request) {
    int rank =
        switch (request.spec().tuning()) {
          case JobSpec.Tuning.Lora lora -> lora.rank();
          case JobSpec.Tuning.Full _ -> 1;
        };
    return new RunPlan.Made(
        new JobSpec.Memory(512, true, 7, 8),
        new RunPlan.Need(1, 2, rank * 100_000_000L, 4),
        9,
        request.rehearses() ? 0.01 : null);
  }

  /** A client of a new project. */
  Client newProject(String name) {
    Project project = new Project("proj_" + name, new Organization("org-" + name, name));
    new SqlProjectStore(database).insert(project, Instant.EPOCH);
    return new Client(http.port(), parts.keys().create(project, name).secret());
  }

  /** A client of one more project of the organization of another. */
  Client newProjectOf(String other, String name) {
    Project project = new Project("proj_" + name, new Organization("org-" + other, other));
    new SqlProjectStore(database).insert(new ProjectDetails(project, name, Instant.EPOCH, null));
    return new Client(http.port(), parts.keys().create(project, name).secret());
  }

  /** A client with an admin key of the organization of {@link #newProject}. */
  Client admin(String name) {
    return new Client(
        http.port(),
        parts.keys().createAdmin(new Organization("org-" + name, name), "first", null).secret());
  }

  /** Lets time go by. */
  void passSeconds(long seconds) {
    passed.addAndGet(seconds);
  }

  /** Makes a tuned model out of a job of the project, as if it had been trained. */
  void addTuned(String project, String job, String name, Path adapter) {
    Job made = jobStore.find(job).orElseThrow();
    jobStore.apply(
        new JobChange(
            made,
            List.of(),
            List.of(),
            List.of(
                new TunedModel(
                    name,
                    "proj_" + project,
                    job,
                    "base",
                    TunedModel.Tuning.LORA,
                    adapter,
                    Instant.EPOCH)),
            Optional.empty()));
  }

  /** Does what a server does every minute. */
  void sweep() {
    parts.files().sweep();
    parts.uploads().sweep();
  }

  /** Spring's own table of routes. */
  Map<RequestMappingInfo, HandlerMethod> routes() {
    return http.routes().getBean(RequestMappingHandlerMapping.class).getHandlerMethods();
  }

  int port() {
    return http.port();
  }

  JobStore jobs() {
    return jobStore;
  }

  @Override
  public void close() {
    http.close();
    parts.samplers().close();
    database.close();
  }
}
