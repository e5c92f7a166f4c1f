package dev.attune.platform.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.TestWorkers;
import dev.attune.platform.files.BlobStore;
import dev.attune.platform.files.IncomingBlob;
import dev.attune.platform.files.NewFile;
import dev.attune.platform.files.StoredFile;
import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobError;
import dev.attune.platform.jobs.JobOrder;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.JobStore;
import dev.attune.platform.jobs.Jobs;
import dev.attune.platform.jobs.Method;
import dev.attune.platform.jobs.Slots;
import dev.attune.platform.jobs.TrainingDevice;
import dev.attune.platform.jobs.TuningOptions;
import dev.attune.platform.models.Aliases;
import dev.attune.platform.models.BaseModel;
import dev.attune.platform.models.Models;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.platform.page.PageRequest;
import dev.attune.platform.process.TrainerProcesses;
import dev.attune.platform.store.Database;
import dev.attune.platform.store.SqlFileStore;
import dev.attune.platform.store.SqlJobStore;
import dev.attune.platform.store.SqlModelStore;
import dev.attune.platform.store.SqlProjectStore;
import dev.attune.protocol.ControlTokens;
import dev.attune.protocol.JobSpec;
import dev.attune.protocol.ModelCheck;
import dev.attune.protocol.RunDirectory;
import dev.attune.protocol.RunPlan;
import dev.attune.protocol.RunPlanRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The queue over a real database and real processes; only the meaning of files is left out. */
final class TestPlatform implements AutoCloseable {
  private static final TuningOptions NO_OPTIONS = options(null);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Database database;
  private final JobStore store;
  private final StoredFiles files;
  private final Models models;
  private final JobQueue queue;
  private final Jobs jobs;
  private final Project project;
  private volatile boolean holdsReading;

  /** What jobs may have, in bytes. */
  static final long MEMORY = 1000;

  private TestPlatform(Path folder, int jobsAtOnce) throws IOException {
    InstantSource clock = InstantSource.system();
    this.folder = folder;
    Files.createDirectories(folder.resolve("model"));
    database = Database.open(folder, true);
    store = new SqlJobStore(database);
    files =
        new StoredFiles(new SqlFileStore(database), new BlobStore(folder.resolve("files")), clock);
    SqlModelStore modelStore = new SqlModelStore(database);
    models = new Models(modelStore, TestPlatform::refuse, Aliases.NONE, clock);
    SqlProjectStore projects = new SqlProjectStore(database);
    if (projects.findFirst().isEmpty()) {
      projects.insert(new Project("proj_1", new Organization("org-1", "ours")), clock.instant());
    }
    project = projects.findFirst().orElseThrow();
    modelStore.insert(
        new BaseModel(
            "base",
            folder.resolve("model"),
            "llama",
            9,
            64,
            256,
            List.of("q_proj"),
            Instant.EPOCH));
    Slots slots = new Slots(List.of(TrainingDevice.cpu(jobsAtOnce, 1, MEMORY)));
    queue =
        new QueueParts(store, files, models, folder, ControlTokens.PLAIN, clock)
            .build(
                new TrainerProcesses(TestWorkers.command()),
                new QueueParts.Looks(this::check, TestPlatform::plan),
                new QueueParts.Limits(slots, 60));
    jobs = new Jobs(store, files, models, slots, Set.of(), clock, queue::wake);
  }

  static TestPlatform open(Path folder) throws IOException {
    return open(folder, 1);
  }

  static TestPlatform open(Path folder, int jobsAtOnce) throws IOException {
    TestPlatform platform = new TestPlatform(folder, jobsAtOnce);
    platform.queue.start();
    return platform;
  }

  /** Nothing works on the jobs. */
  static TestPlatform openIdle(Path folder) throws IOException {
    return new TestPlatform(folder, 1);
  }

  JobStore store() {
    return store;
  }

  StoredFiles files() {
    return files;
  }

  Models models() {
    return models;
  }

  Jobs jobs() {
    return jobs;
  }

  Project project() {
    return project;
  }

  RunDirectory run(Job job) {
    return new RunDirectory(folder.resolve("runs").resolve(job.id()));
  }

  /** What the trainer does from now on. */
  void wish(String properties) throws IOException {
    Files.writeString(folder.resolve("model").resolve("trainer.properties"), properties);
  }

  /** Files are read to their middle and no further, or to their ends. */
  void holdReading(boolean holds) {
    holdsReading = holds;
  }

  /** What is being read of a job. */
  Optional<ReadProgress> reading(Job job) {
    return queue.validations().of(job.id());
  }

  /** Trainers that hold go on. */
  void letGoOn() throws IOException {
    Files.createFile(folder.resolve("model").resolve("go-on"));
  }

  Job create(String model) {
    return create(model, 3);
  }

  Job create(String model, int nEpochs) {
    return create("good", model, nEpochs);
  }

  Job createWith(String content, String model) {
    return create(content, model, 3);
  }

  Job createOn(String device) {
    return create("good", "base", 3, options(device));
  }

  private Job create(String content, String model, int nEpochs) {
    return create(content, model, nEpochs, NO_OPTIONS);
  }

  private Job create(String content, String model, int nEpochs, TuningOptions options) {
    return jobs.create(
        project,
        new JobOrder(Method.SUPERVISED, model, upload(content), null, null, 1, List.of(), null),
        new Hyperparameters(nEpochs, null, null, null),
        options);
  }

  /** Nothing but where a job trains. */
  static TuningOptions options(@Nullable String device) {
    return new TuningOptions(
        null, null, null, null, null, null, null, null, null, null, null, device, null);
  }

  private String upload(String content) {
    try (IncomingBlob bytes = files.receive()) {
      bytes.write(content.getBytes(StandardCharsets.UTF_8));
      return files
          .create(project, new NewFile(StoredFile.FINE_TUNE, "train.jsonl", null), bytes)
          .id();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Job find(Job job) {
    return store.find(job.id()).orElseThrow();
  }

  Job await(Job job, Class<? extends JobState> state) {
    awaitTrue(() -> state.isInstance(find(job).state()) || find(job).state().isEnd());
    assertThat(find(job).state()).isInstanceOf(state);
    return find(job);
  }

  void awaitStep(Job job, int step) {
    awaitTrue(() -> find(job).run().lastStep() >= step);
  }

  void awaitTrue(BooleanSupplier condition) {
    awaitTrue(condition, PATIENCE);
  }

  void awaitTrue(BooleanSupplier condition, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for too long").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  @Override
  public void close() {
    queue.close();
    database.close();
  }

  /** When an event of a job was stored, in milliseconds since 1970. */
  long time(Job job, String message) {
    return store.listEvents(job.id(), PageRequest.newestFirst(null, 100)).items().stream()
        .filter(event -> event.message().equals(message))
        .findFirst()
        .orElseThrow()
        .createdAt()
        .toEpochMilli();
  }

  /** Adds a base model of so many parameters. */
  void addModel(String name, long parameters) {
    new SqlModelStore(database)
        .insert(
            new BaseModel(
                name,
                folder.resolve("model"),
                "llama",
                parameters,
                64,
                256,
                List.of("q_proj"),
                Instant.EPOCH));
  }

  /** Jobs that are planned from now on need so many bytes. */
  void need(long bytes) throws IOException {
    Files.writeString(folder.resolve("model").resolve("bytes"), Long.toString(bytes));
  }

  private static RunPlan plan(RunPlanRequest request) {
    Path bytes = Path.of(request.spec().base().directory()).resolve("bytes");
    try {
      long need = Files.exists(bytes) ? Long.parseLong(Files.readString(bytes)) : 1;
      return new RunPlan.Made(
          new JobSpec.Memory(1024, false, 2, 3), new RunPlan.Need(need, 0, 0, 0), 12, 5.0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelCheck refuse(Path directory) {
    return new ModelCheck.Refused("invalid_model", directory + " is not looked at here");
  }

  private FileCheck.Result check(FileCheck.Learner learner, ReadFile file, FileCheck.Role role) {
    file.read(file.total() / 2);
    awaitTrue(() -> !holdsReading);
    try {
      return Files.readString(file.content()).equals("good")
          ? new FileCheck.Result.Usable(Collections.nCopies(16, 25), 200, List.of())
          : new FileCheck.Result.Refused(
              new JobError("invalid_training_file", "It is bad.", "training_file"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
