package dev.attune.platform.store;

import static dev.attune.platform.store.TestDatabase.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.jobs.Events;
import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobChange;
import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.jobs.JobOrder;
import dev.attune.platform.jobs.JobRun;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.Method;
import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.jobs.TuningOptions;
import dev.attune.platform.tracking.News;
import dev.attune.platform.tracking.Trail;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which trails are due, and what is read and written of them. */
@SuppressWarnings("NullAway.Init")
final class SqlTrailStoreTest {
  private static final Tracking.Wandb WANDB = new Tracking.Wandb("p", "n", null, List.of("a", "b"));
  private static final List<Tracking> ALL =
      List.of(WANDB, new Tracking.Mlflow(), new Tracking.TensorBoard());

  @TempDir private Path folder;
  private final Events events = new Events(() -> NOW);
  private Database database;
  private SqlJobStore jobs;
  private SqlTrailStore trails;

  @BeforeEach
  void open() {
    database = TestDatabase.in(folder);
    jobs = new SqlJobStore(database);
    trails = new SqlTrailStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aJobKeepsWhatItIsTrackedByAndHasATrailForEach() {
    Job job = insert();

    assertThat(jobs.find(job.id()).orElseThrow().order().tracking()).isEqualTo(ALL);
    assertThat(trails.list(job.id()))
        .containsExactly(Trail.of(job, 0), Trail.of(job, 1), Trail.of(job, 2));
  }

  @Test
  void aTrailIsDueOnceTheJobHasItsFirstTurnOrItsEnd() {
    Job job = insert();
    assertThat(trails.listDue(NOW)).isEmpty();
    claim(job);
    assertThat(trails.listDue(NOW.minusMillis(1))).isEmpty();
    assertThat(trails.listDue(NOW)).hasSize(3);

    Job other = insert("ftjob-2");
    apply(other, new JobState.Cancelled(NOW));
    assertThat(trails.listDue(NOW)).hasSize(6);
  }

  @Test
  void aTrailThatIsUpToDateIsDueWithNewsOrASignOfLifeOrTheEnd() {
    Job job = claim(insert());
    Instant beat = NOW.plusSeconds(30);
    long told = news(job).events().size();
    update(job, Trail.State.OPEN, told, beat);
    assertThat(isDue(job, beat.minusMillis(1))).isFalse();
    assertThat(isDue(job, beat)).isTrue();

    jobs.apply(JobChange.of(find(job), events.info("news")));
    assertThat(isDue(job, NOW)).isTrue();
    update(job, Trail.State.OPEN, told + 1, null);
    assertThat(isDue(job, beat)).isFalse();

    apply(find(job), new JobState.Cancelled(NOW));
    update(job, Trail.State.OPEN, told + 2, null);
    assertThat(isDue(job, NOW)).isTrue();
    update(job, Trail.State.DONE, told + 2, null);
    assertThat(isDue(job, beat)).isFalse();
  }

  @Test
  void whatIsReadFollowsOnWhatIsToldAndSaysWhetherThereIsMore() {
    Job job = insert();
    jobs.apply(JobChange.of(job, List.of(events.info("2"), events.info("3"), events.info("4"))));
    update(job, Trail.State.OPEN, 1, null);

    News some = trails.read(trail(job), 2);
    assertThat(some.events()).extracting(JobEvent::message).containsExactly("2", "3");
    assertThat(some.isAll()).isFalse();
    News all = trails.read(trail(job), 3);
    assertThat(all.events()).extracting(JobEvent::message).containsExactly("2", "3", "4");
    assertThat(all.isAll()).isTrue();
    assertThat(all.job()).isEqualTo(find(job));
  }

  @Test
  void whatIsWrittenTogetherIsThereTogetherAndNothingFollowsOnAnEnd() {
    Job job = insert();
    Trail done =
        new Trail(job.id(), 0, Trail.State.DONE, 1, "m", NOW, null, 2, NOW, "It was cold.");
    trails.update(done, List.of(events.info("told")));
    trails.update(Trail.of(job, 0), List.of(events.info("late")));

    assertThat(trail(job)).isEqualTo(done);
    assertThat(trails.read(Trail.of(job, 1), 9).events())
        .extracting(JobEvent::message)
        .containsExactly("first", "told");
  }

  private News news(Job job) {
    return trails.read(Trail.of(job, 0), 100);
  }

  private Trail trail(Job job) {
    return trails.list(job.id()).getFirst();
  }

  private boolean isDue(Job job, Instant now) {
    return trails.listDue(now).contains(trail(job));
  }

  private void update(Job job, Trail.State state, long told, @Nullable Instant beat) {
    trails.update(
        new Trail(job.id(), 0, state, told, "memory", NOW, beat, 0, null, null), List.of());
  }

  private Job claim(Job job) {
    apply(job, new JobState.Queued());
    Job queued = find(job);
    return jobs.apply(
            JobChange.of(queued.to(new JobState.Running(null)).with(queued.run().claimed())))
        .orElseThrow();
  }

  private void apply(Job job, JobState state) {
    assertThat(jobs.apply(JobChange.of(job.to(state), events.info("changed")))).isPresent();
  }

  private Job find(Job job) {
    return jobs.find(job.id()).orElseThrow();
  }

  private Job insert() {
    return insert("ftjob-1");
  }

  private Job insert(String id) {
    Job job =
        new Job(
            id,
            TestDatabase.OURS.id(),
            NOW,
            new JobOrder(Method.SUPERVISED, "base", "file-train", null, null, 42, ALL, null),
            42,
            "ft:base:org::" + id,
            new Hyperparameters(null, null, null, null),
            new TuningOptions(
                null, null, null, null, null, null, null, null, null, null, null, null, null),
            null,
            null,
            null,
            null,
            new JobState.ValidatingFiles(),
            JobRun.NEW,
            1);
    jobs.insert(job, List.of(events.info("first")));
    return job;
  }
}
