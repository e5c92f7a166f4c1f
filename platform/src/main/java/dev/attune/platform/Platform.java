package dev.attune.platform;

import dev.attune.platform.files.BlobStore;
import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.jobs.JobStore;
import dev.attune.platform.jobs.Jobs;
import dev.attune.platform.jobs.Slots;
import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.keys.CreatedAdminKey;
import dev.attune.platform.keys.CreatedKey;
import dev.attune.platform.keys.Keys;
import dev.attune.platform.keys.Sessions;
import dev.attune.platform.models.CheckpointPermissions;
import dev.attune.platform.models.Exports;
import dev.attune.platform.models.Models;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.platform.owner.ProjectStore;
import dev.attune.platform.owner.Projects;
import dev.attune.platform.process.ExportProcess;
import dev.attune.platform.process.ModelCheckProcess;
import dev.attune.platform.process.NvidiaSmi;
import dev.attune.platform.process.PlanProcess;
import dev.attune.platform.process.TrainerProcesses;
import dev.attune.platform.run.Estimates;
import dev.attune.platform.run.ExampleCheck;
import dev.attune.platform.run.ExampleReport;
import dev.attune.platform.run.FileReports;
import dev.attune.platform.run.JobQueue;
import dev.attune.platform.run.QueueParts;
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
import dev.attune.platform.store.SqlTrailStore;
import dev.attune.platform.store.SqlUploadStore;
import dev.attune.platform.store.SqlUsageStore;
import dev.attune.platform.store.SqlWebhookStore;
import dev.attune.platform.tensorboard.TensorBoardTracker;
import dev.attune.platform.tracking.Tracker;
import dev.attune.platform.tracking.TrailQueue;
import dev.attune.platform.tracking.TrailStore;
import dev.attune.platform.uploads.Uploads;
import dev.attune.platform.usage.UsageLog;
import dev.attune.platform.webhooks.Webhooks;
import dev.attune.protocol.DurableFiles;
import dev.attune.wire.ids.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole control plane over one data directory, built in one place. */
public final class Platform implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);
  private static final String FIRST_KEY = "first-key";
  private static final String FIRST_ADMIN_KEY = "first-admin-key";

  private final DataDirectory directory;
  private final Database database;
  private final Project project;
  private final Keys keys;
  private final Projects projects;
  private final CheckpointPermissions permissions;
  private final StoredFiles files;
  private final Uploads uploads;
  private final Models models;
  private final Exports exports;
  private final Jobs jobs;
  private final JobQueue queue;
  private final Estimates estimates;
  private final FileReports reports;
  private final Slots slots;
  private final Samplers samplers;
  private final Webhooks webhooks;
  private final UsageLog usage;
  private final Sessions sessions;
  private final TrailStore trails;
  private final InstantSource clock;
  private final ScheduledExecutorService sweeping =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("sweeping").factory());

  private Platform(PlatformSettings settings, DataDirectory directory, InstantSource clock) {
    this.directory = directory;
    this.database = Database.open(directory.root(), !directory.isUsed());
    directory.markUsed();
    ProjectStore projectStore = new SqlProjectStore(database);
    this.project = firstProject(projectStore, settings, clock);
    this.keys = new Keys(new SqlKeyStore(database), clock);
    this.projects = new Projects(projectStore, clock, keys::forget);
    this.permissions =
        new CheckpointPermissions(new SqlPermissionStore(database), projectStore, clock);
    this.files =
        new StoredFiles(
            new SqlFileStore(database), new BlobStore(directory.resolve("files")), clock);
    this.uploads = new Uploads(new SqlUploadStore(database), files, clock);
    this.models =
        new Models(
            new SqlModelStore(database),
            new ModelCheckProcess(settings.worker()),
            settings.aliases(),
            clock);
    this.exports =
        new Exports(
            models,
            new ExportProcess(settings.worker(), directory.resolve("logs")),
            settings.cores());
    JobStore store = new SqlJobStore(database);
    Devices devices =
        Devices.find(
            settings.device(), settings.worker().hasCuda(), settings.cpu(), NvidiaSmi.INSTALLED);
    LOG.info(devices.why());
    this.slots = new Slots(devices.found());
    QueueParts parts =
        new QueueParts(store, files, models, directory.root(), settings.controlTokens(), clock);
    QueueParts.Looks looks =
        new QueueParts.Looks(new ExampleCheck(), new PlanProcess(settings.worker()));
    QueueParts.Limits limits = new QueueParts.Limits(slots, settings.checkpointEverySeconds());
    this.queue = parts.build(new TrainerProcesses(settings.worker()), looks, limits);
    this.estimates = parts.estimates(looks, limits);
    this.reports = parts.reports(new ExampleReport());
    this.jobs = new Jobs(store, files, models, slots, settings.services(), clock, queue::wake);
    this.samplers =
        new Samplers(
            settings.worker(),
            directory.resolve("logs"),
            new Samplers.Share(
                settings.cores(),
                settings.maxLoadedModels(),
                settings.controlTokens(),
                settings.samplingWeights()),
            clock);
    this.webhooks = new Webhooks(new SqlWebhookStore(database), clock);
    this.usage = new UsageLog(new SqlUsageStore(database), clock);
    this.sessions = new Sessions(new SqlSessionStore(database), keys, clock);
    this.trails = new SqlTrailStore(database);
    this.clock = clock;
  }

  /**
   * Opens a data directory and begins to work on its jobs.
   *
   * @throws dev.attune.platform.failure.PlatformException {@code UNUSABLE_STORAGE}, with what to do
   */
  public static Platform open(PlatformSettings settings, InstantSource clock) {
    DataDirectory directory = DataDirectory.open(settings.dataDirectory());
    try {
      Platform platform = new Platform(settings, directory, clock);
      platform.queue.start();
      var _ =
          platform.sweeping.scheduleWithFixedDelay(
              platform::sweep, 0, BETWEEN_SWEEPS.toSeconds(), TimeUnit.SECONDS);
      var _ = platform.sweeping.scheduleWithFixedDelay(platform::sweepLost, 0, 1, TimeUnit.DAYS);
      var _ = platform.sweeping.scheduleWithFixedDelay(platform::keepUsage, 1, 1, TimeUnit.SECONDS);
      return platform;
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  public Keys keys() {
    return keys;
  }

  public Projects projects() {
    return projects;
  }

  public CheckpointPermissions permissions() {
    return permissions;
  }

  public StoredFiles files() {
    return files;
  }

  public Uploads uploads() {
    return uploads;
  }

  public Models models() {
    return models;
  }

  public Exports exports() {
    return exports;
  }

  public Jobs jobs() {
    return jobs;
  }

  public Estimates estimates() {
    return estimates;
  }

  public FileReports reports() {
    return reports;
  }

  /** How far the files are read of jobs that are being validated. */
  public ValidationProgress validations() {
    return queue.validations();
  }

  /** Where jobs train, as it was found at the start. */
  public Slots slots() {
    return slots;
  }

  public Samplers samplers() {
    return samplers;
  }

  public Webhooks webhooks() {
    return webhooks;
  }

  public UsageLog usage() {
    return usage;
  }

  public Sessions sessions() {
    return sessions;
  }

  /**
   * A queue that tells services of jobs; the caller starts and closes it.
   *
   * @param remote the trackers of those that are not on this machine
   */
  public TrailQueue trailQueue(Map<Tracking.Service, Tracker> remote) {
    Map<Tracking.Service, Tracker> trackers = new EnumMap<>(Tracking.Service.class);
    trackers.putAll(remote);
    trackers.put(Tracking.Service.TENSORBOARD, new TensorBoardTracker(directory.resolve("runs")));
    return new TrailQueue(trails, trackers, clock);
  }

  /** The project that exists from the first start on. */
  public Project project() {
    return project;
  }

  /**
   * Creates a key when there is none, and leaves it in a file that only this user can read, for
   * commands on this machine.
   */
  public Optional<CreatedKey> createFirstKey() {
    if (!keys.isEmpty()) {
      return Optional.empty();
    }
    // The file first: a crash between the two leaves a file that the next start replaces, and never
    // a key that nobody knows.
    CreatedKey created = keys.draw(project, "first key");
    try {
      writePrivate(directory.resolve(FIRST_KEY), created.secret() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    keys.add(created);
    return Optional.of(created);
  }

  /** The same for the organization, in a file beside it. */
  public void createFirstAdminKey() {
    if (!keys.hasNoAdmin()) {
      return;
    }
    CreatedAdminKey created = keys.drawAdmin(project.organization(), "first admin key", null);
    try {
      writePrivate(directory.resolve(FIRST_ADMIN_KEY), created.secret() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    keys.addAdmin(created);
  }

  private static void writePrivate(Path file, String content) throws IOException {
    Path temporary = DurableFiles.temporaryBeside(file);
    Files.createFile(
        temporary,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(temporary, content, StandardOpenOption.SYNC, StandardOpenOption.WRITE);
    DurableFiles.rename(temporary, file);
  }

  /** Stops serving; trainers go on, and the next server takes them over. */
  @Override
  public void close() {
    sweeping.shutdownNow();
    queue.close();
    samplers.close();
    keepUsage();
    database.close();
    directory.close();
  }

  private static Project firstProject(
      ProjectStore store, PlatformSettings settings, InstantSource clock) {
    Optional<Project> first = store.findFirst();
    if (first.isPresent()) {
      return first.get();
    }
    Ids ids = new Ids();
    Project created =
        new Project(
            ids.project(), new Organization(ids.organization(), settings.organizationName()));
    store.insert(created, clock.instant());
    return created;
  }

  private void keepUsage() {
    try {
      usage.flush();
    } catch (RuntimeException e) {
      LOG.error("What was used could not be written down; it is tried again", e);
    }
  }

  private void sweepLost() {
    try {
      files.sweepLost();
    } catch (RuntimeException e) {
      LOG.error("Bytes that no file has could not be removed; it is tried again in a day", e);
    }
  }

  private void sweep() {
    try {
      files.sweep();
      uploads.sweep();
      samplers.sweep();
      webhooks.sweep();
      sessions.sweep();
    } catch (RuntimeException e) {
      LOG.error("What has expired could not be removed; it is tried again", e);
    }
  }
}
