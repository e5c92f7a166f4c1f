package dev.attune.platform.store;

import static dev.attune.platform.store.TestDatabase.NOW;
import static dev.attune.platform.store.TestDatabase.OURS;
import static dev.attune.platform.store.TestDatabase.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.files.StoredFile;
import dev.attune.platform.jobs.Asked;
import dev.attune.platform.jobs.DataCounts;
import dev.attune.platform.jobs.Events;
import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobChange;
import dev.attune.platform.jobs.JobCheckpoint;
import dev.attune.platform.jobs.JobError;
import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.jobs.JobOrder;
import dev.attune.platform.jobs.JobRun;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.JobStore;
import dev.attune.platform.jobs.MetadataFilter;
import dev.attune.platform.jobs.Method;
import dev.attune.platform.jobs.ReportPosition;
import dev.attune.platform.jobs.StateName;
import dev.attune.platform.jobs.StepMetrics;
import dev.attune.platform.jobs.TuningOptions;
import dev.attune.platform.models.TunedModel;
import dev.attune.platform.page.PageRequest;
import dev.attune.protocol.ControlTokens;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link JobStore} does. */
abstract class JobStoreContract {
  private static final TuningOptions OPTIONS =
      new TuningOptions(
          TunedModel.Tuning.LORA,
          8,
          16.0,
          0.1,
          List.of("q_proj"),
          true,
          1e-3,
          TuningOptions.Schedule.COSINE,
          0.1,
          128,
          true,
          "cpu",
          ControlTokens.PLAIN);
  private static final TuningOptions NONE =
      new TuningOptions(
          null, null, null, null, null, null, null, null, null, null, null, null, null);

  private final Events events = new Events(InstantSource.fixed(NOW));

  abstract JobStore store();

  @Test
  void aJobComesBackAsItWasGiven() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("z", "1");
    metadata.put("a", "");
    Job job =
        job("ftjob-1", OURS.id(), metadata)
            .with(numbers(), OPTIONS, new DataCounts(9, 8, 7))
            .startingFrom("5".repeat(64));
    store().insert(job, List.of());

    assertThat(store().find("ftjob-1")).contains(job);
    assertThat(store().find("ftjob-1").orElseThrow().order().metadata())
        .containsExactly(Map.entry("z", "1"), Map.entry("a", ""));
  }

  @Test
  void everyStateComesBackWithWhatBelongsToIt() {
    List<JobState> states =
        List.of(
            new JobState.Queued(),
            new JobState.Running(NOW.plusSeconds(9)),
            new JobState.Paused(),
            new JobState.Queued(),
            new JobState.Running(null),
            new JobState.Failed(NOW, new JobError("some_code", "Why", "training_file")));
    Job job = insert("ftjob-1");
    for (JobState state : states) {
      job = store().apply(JobChange.of(job.to(state))).orElseThrow();
      assertThat(store().find("ftjob-1").orElseThrow().state()).isEqualTo(state);
    }
  }

  @Test
  void aChangeOfAnOlderVersionIsDroppedWhole() {
    Job job = insert("ftjob-1");
    assertThat(store().apply(JobChange.of(job.to(new JobState.Queued())))).isPresent();

    Optional<Job> late =
        store()
            .apply(
                JobChange.of(
                    job.to(new JobState.Cancelled(NOW)), events.info("must not be written")));

    assertThat(late).isEmpty();
    assertThat(store().find("ftjob-1").orElseThrow().state()).isEqualTo(new JobState.Queued());
    assertThat(messages("ftjob-1")).doesNotContain("must not be written");
  }

  @Test
  void theDatabaseItselfRefusesToLeaveAnEnd() {
    Job job = insert("ftjob-1");
    Job ended = store().apply(JobChange.of(job.to(new JobState.Cancelled(NOW)))).orElseThrow();
    Job revived =
        new Job(
            ended.id(),
            ended.projectId(),
            ended.createdAt(),
            ended.order(),
            ended.seed(),
            ended.tunedModel(),
            ended.hyperparameters(),
            ended.options(),
            ended.asked(),
            ended.counts(),
            ended.plan(),
            ended.baseSha256(),
            new JobState.Queued(),
            ended.run(),
            ended.version());

    assertThatThrownBy(() -> store().apply(JobChange.of(revived)))
        .hasMessageContaining("the job has ended");
    assertThat(store().find("ftjob-1").orElseThrow().state()).isEqualTo(ended.state());
  }

  @Test
  void ofTwoChangesAtOnceExactlyOneIsWritten() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 100; round++) {
        Job job = insert("ftjob-" + round);
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Optional<Job>> cancel =
            threads.submit(after(start, JobChange.of(job.to(new JobState.Cancelled(NOW)))));
        Future<Optional<Job>> queue =
            threads.submit(after(start, JobChange.of(job.to(new JobState.Queued()))));

        assertThat(List.of(cancel.get().isPresent(), queue.get().isPresent()))
            .containsExactlyInAnyOrder(true, false);
      }
    }
  }

  private Callable<Optional<Job>> after(CyclicBarrier start, JobChange change) {
    return () -> {
      start.await();
      return store().apply(change);
    };
  }

  @Test
  void whatATrainerSaidIsRemembered() {
    Job job = insert("ftjob-1");
    JobRun run = JobRun.NEW.claimed().afterDeath().claimed();
    run = run.withApplied(new ReportPosition(2, 17), 5, 12).withPausing(true);

    Job stored = store().apply(JobChange.of(job.with(run))).orElseThrow();

    assertThat(stored.run()).isEqualTo(run);
    assertThat(stored.version()).isEqualTo(job.version() + 1);
  }

  @Test
  void eventsArePagedNewestFirst() {
    Job job = insert("ftjob-1");
    store()
        .apply(
            JobChange.of(
                job, List.of(events.info("one"), events.info("two"), events.warning("three"))));

    var first = store().listEvents("ftjob-1", PageRequest.newestFirst(null, 2));
    var rest =
        store().listEvents("ftjob-1", PageRequest.newestFirst(first.items().getLast().id(), 2));
    var behind =
        store().listEvents("ftjob-1", PageRequest.newestFirst(rest.items().getLast().id(), 2));

    assertThat(first.items()).extracting(JobEvent::message).containsExactly("three", "two");
    assertThat(first.hasMore()).isTrue();
    assertThat(rest.items()).extracting(JobEvent::message).containsExactly("one");
    assertThat(rest.hasMore()).isFalse();
    assertThat(behind.items()).isEmpty();
  }

  @Test
  void behindAnUnknownEventThereIsNothing() {
    Job job = insert("ftjob-1");
    store().apply(JobChange.of(job, events.info("one")));

    assertThat(store().listEvents("ftjob-1", PageRequest.newestFirst("after", 2)).items())
        .isEmpty();
  }

  @Test
  void jobsArePagedNewestFirstWithinTheirProject() {
    insert("ftjob-1");
    store().insert(job("ftjob-2", THEIRS.id(), null), List.of());
    insert("ftjob-3");

    assertThat(list(new MetadataFilter.Any())).containsExactly("ftjob-3", "ftjob-1");
    assertThat(
            store()
                .list(OURS.id(), new MetadataFilter.Any(), PageRequest.newestFirst("ftjob-2", 9))
                .items())
        .isEmpty();
  }

  @Test
  void jobsAreFoundByTheirMetadata() {
    store().insert(job("ftjob-1", OURS.id(), Map.of("a", "1", "b", "2")), List.of());
    store().insert(job("ftjob-2", OURS.id(), Map.of("a", "1")), List.of());
    store().insert(job("ftjob-3", OURS.id(), null), List.of());

    assertThat(list(new MetadataFilter.Matching(Map.of("a", "1"))))
        .containsExactly("ftjob-2", "ftjob-1");
    assertThat(list(new MetadataFilter.Matching(Map.of("a", "1", "b", "2"))))
        .containsExactly("ftjob-1");
    assertThat(list(new MetadataFilter.Matching(Map.of("a' OR '1'='1", "1")))).isEmpty();
    assertThat(list(new MetadataFilter.None())).containsExactly("ftjob-3");
  }

  @Test
  void anEndIsWrittenWithItsModelsCheckpointsAndResultFile() {
    Job job = insert("ftjob-1");
    job = store().apply(JobChange.of(job.to(new JobState.Queued()))).orElseThrow();
    job = store().apply(JobChange.of(job.to(new JobState.Running(null)))).orElseThrow();
    StepMetrics metrics =
        new StepMetrics(
            4,
            8,
            1,
            0.5,
            2.0,
            0.25,
            null,
            null,
            new StepMetrics.Rewards(
                new StepMetrics.Reward(0.5, -20, -30),
                new StepMetrics.Reward(0.25, -21, -31),
                null),
            1e-3,
            1,
            10,
            1_000_000L);
    JobCheckpoint checkpoint =
        new JobCheckpoint("ftckpt_1", "ftjob-1", 4, "ft:a:b::c", NOW, metrics);
    StoredFile file =
        new StoredFile("file-1", OURS.id(), "fine-tune-results", "x.csv", 3, "ab", NOW, null);
    TunedModel model =
        new TunedModel(
            "ft:a:b::c", OURS.id(), "ftjob-1", "a", TunedModel.Tuning.LORA, Path.of("/m"), NOW);

    Optional<Job> ended =
        store()
            .apply(
                new JobChange(
                    job.to(new JobState.Succeeded(NOW, 99, "file-1")),
                    List.of(events.step(metrics, NOW)),
                    List.of(checkpoint),
                    List.of(model),
                    Optional.of(file)));

    assertThat(ended).isPresent();
    assertThat(store().listCheckpoints("ftjob-1")).containsExactly(checkpoint);
    assertThat(store().listMetrics("ftjob-1")).containsExactly(metrics);
    assertThat(store().find("ftjob-1").orElseThrow().state())
        .isEqualTo(new JobState.Succeeded(NOW, 99, "file-1"));
  }

  @Test
  void jobsInAStateComeOldestFirst() {
    insert("ftjob-1");
    Job second = insert("ftjob-2");
    insert("ftjob-3");
    store().apply(JobChange.of(second.to(new JobState.Queued())));

    assertThat(store().listInState(StateName.VALIDATING_FILES))
        .extracting(Job::id)
        .containsExactly("ftjob-1", "ftjob-3");
  }

  private Job insert(String id) {
    Job job = job(id, OURS.id(), null);
    store().insert(job, List.of());
    return job;
  }

  private List<String> list(MetadataFilter filter) {
    return store().list(OURS.id(), filter, PageRequest.newestFirst(null, 10)).items().stream()
        .map(Job::id)
        .toList();
  }

  private List<String> messages(String jobId) {
    return store().listEvents(jobId, PageRequest.newestFirst(null, 100)).items().stream()
        .map(JobEvent::message)
        .toList();
  }

  private static Hyperparameters numbers() {
    return new Hyperparameters(3, 4, 1.5, 0.2);
  }

  private static Job job(String id, String projectId, @Nullable Map<String, String> metadata) {
    return new Job(
        id,
        projectId,
        NOW,
        new JobOrder(Method.DPO, "base", "file-train", null, "suffix", 42, List.of(), metadata),
        42,
        "ft:base:org::" + id,
        new Hyperparameters(null, 4, null, null),
        NONE,
        new Asked(new Hyperparameters(null, 4, null, null), NONE),
        null,
        null,
        null,
        new JobState.ValidatingFiles(),
        JobRun.NEW,
        1);
  }
}
