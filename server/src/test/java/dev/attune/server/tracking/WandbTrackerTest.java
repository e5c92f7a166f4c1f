package dev.attune.server.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.tracking.Tracker;
import dev.attune.platform.tracking.Trail;
import dev.attune.server.settings.WandbSettings;
import dev.attune.server.tracking.FakeWandb.Fault;
import dev.attune.server.tracking.FakeWandb.Fault.Manner;
import dev.attune.server.tracking.FakeWandb.Request;
import dev.attune.server.tracking.FakeWandb.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whatever Weights and Biases does, it has every number of a job once in the end. */
@SuppressWarnings("NullAway.Init")
@Timeout(120)
final class WandbTrackerTest {
  private static final Tracking.Wandb ASKED =
      new Tracking.Wandb("my project", "a name", null, List.of("mine", "openai/finetune"));
  private static final List<Fault> FAULTS =
      Stream.of(Manner.values())
          .filter(manner -> manner != Manner.NONE)
          .flatMap(manner -> Stream.of(new Fault(false, manner), new Fault(true, manner)))
          .toList();

  @TempDir private Path folder;
  private final FakeWandb wandb = new FakeWandb();
  private TrackedJobs jobs;

  @BeforeEach
  void open() {
    jobs = new TrackedJobs(folder, trackers());
  }

  @AfterEach
  void close() {
    wandb.close();
    jobs.close();
  }

  private Map<Tracking.Service, Tracker> trackers() {
    return Map.of(
        Tracking.Service.WANDB,
        new WandbTracker(
            new WandbSettings(wandb.url(), FakeWandb.KEY),
            Duration.ofSeconds(1),
            () -> jobs == null ? Instant.EPOCH : jobs.now()));
  }

  @Test
  void aRunHasWhatTheJobIsAndHowItWentAndHowItEnded() {
    Job job = jobs.begin(ASKED);
    jobs.steps(job, 1, 7);
    jobs.passUntil(() -> history(job).size() == 7);
    jobs.steps(job, 8, 8);
    jobs.succeed(job);
    jobs.passUntil(() -> isDone(job));

    Run run = run(job);
    assertThat(run.variables.path("displayName").stringValue()).isEqualTo("a name");
    assertThat(run.variables.path("entity").isNull()).isTrue();
    assertThat(run.variables.path("tags").valueStream().map(JsonNode::stringValue))
        .containsExactly("mine", "openai/finetune", "openai/base", "openai/" + job.id());
    assertThat(run.config("model").stringValue()).isEqualTo("base");
    assertThat(run.config("training_file").stringValue()).isEqualTo("file-1");
    assertThat(run.config("validation_file").isNull()).isTrue();
    assertThat(run.config("seed").intValue()).isEqualTo(42);
    assertThat(run.config("hyperparameters").toString())
        .isEqualTo("{\"n_epochs\":3,\"batch_size\":4,\"learning_rate_multiplier\":1.5}");
    assertThat(run.steps()).isEqualTo(IntStream.rangeClosed(1, 8).boxed().toList());
    JsonNode third = run.history.get(2);
    assertThat(third.path("train_loss").doubleValue()).isEqualTo(5.0 / 3);
    assertThat(third.path("valid_loss").doubleValue()).isEqualTo(10.0 / 3);
    assertThat(third.path("_timestamp").doubleValue()).isGreaterThan(1.7e9);
    assertThat(third.has("grad_norm")).as("is not finite").isFalse();
    JsonNode summary = Objects.requireNonNull(run.summary);
    assertThat(summary.path("train_loss").doubleValue()).isEqualTo(5.0 / 8);
    assertThat(summary.path("valid_loss").doubleValue()).isEqualTo(10.0 / 6);
    assertThat(summary.path("_step").intValue()).isEqualTo(8);
    assertThat(run.exitCode).isZero();
    assertThat(jobs.messages(job))
        .contains(
            "Weights & Biases run created: %s/team%%20of%%20the%%20key/my%%20project/runs/%s"
                .formatted(wandb.url(), job.id()));
  }

  @Test
  void aServiceThatFailsInEveryWayGetsEveryNumberOnce() {
    Job job = jobs.begin(ASKED);
    int step = 0;
    for (Fault fault : FAULTS) {
      wandb.fails(fault);
      int before = wandb.requests().size();
      jobs.steps(job, step + 1, step + 3);
      step += 3;
      jobs.passUntil(() -> wandb.requests().size() > before);
      TrackedJobs.await(() -> jobs.trail(job).failures() > 0);
      wandb.fails(Fault.NONE);
      int steps = step;
      jobs.passUntil(() -> history(job).size() == steps && jobs.trail(job).failures() == 0);
    }
    jobs.succeed(job);
    jobs.passUntil(() -> isDone(job));

    assertThat(run(job).steps()).isEqualTo(IntStream.rangeClosed(1, step).boxed().toList());
    assertThat(run(job).exitCode).isZero();
    // The control: lines were sent again, and a service without numbers of lines has them twice.
    assertThat(wandb.linesSent()).isGreaterThan(step);
  }

  @Test
  void anOutageOfDaysLosesNothingAndTheJobDoesNotWaitForIt() {
    wandb.fails(new Fault(false, Manner.HANG));
    Job job = jobs.begin(ASKED);
    for (int day = 0; day < 5; day++) {
      jobs.steps(job, day * 100 + 1, day * 100 + 100);
      jobs.pass(Duration.ofDays(1));
      int failures = jobs.trail(job).failures();
      TrackedJobs.await(() -> jobs.trail(job).failures() > failures);
    }
    jobs.succeed(job);
    jobs.pass(Duration.ofDays(2));
    assertThat(jobs.trail(job).state()).isEqualTo(Trail.State.OPEN);
    wandb.fails(Fault.NONE);
    jobs.passUntil(() -> isDone(job));

    assertThat(run(job).steps()).isEqualTo(IntStream.rangeClosed(1, 500).boxed().toList());
    assertThat(run(job).exitCode).isZero();
    assertThat(jobs.messages(job))
        .contains(
            "Weights & Biases has not taken this job's numbers yet. It did not answer in 1 s. It is tried again, for 72 hours after the job's end");
  }

  @Test
  void aServiceThatStaysBrokenIsGivenUpThreeDaysAfterTheEndAndNotBefore() {
    wandb.fails(new Fault(false, Manner.ERROR));
    Job job = jobs.begin(ASKED);
    jobs.pass(Duration.ofDays(9));
    TrackedJobs.await(() -> jobs.trail(job).failures() > 0);
    jobs.cancel(job);
    Instant end = jobs.now();
    while (jobs.trail(job).state() == Trail.State.OPEN) {
      Trail before = jobs.trail(job);
      if (before.nextAttempt().isAfter(jobs.now())) {
        jobs.pass(Duration.between(jobs.now(), before.nextAttempt()));
      }
      TrackedJobs.await(() -> jobs.trail(job).failures() > before.failures());
    }

    assertThat(jobs.now()).isEqualTo(end.plus(Duration.ofDays(3)));
    assertThat(jobs.trail(job).state()).isEqualTo(Trail.State.GIVEN_UP);
    assertThat(jobs.messages(job).getLast())
        .isEqualTo(
            "Weights & Biases did not take all of this job's numbers in 72 hours, and they are not sent any more. It answered 500: oh.");
    int requests = wandb.requests().size();
    jobs.pass(Duration.ofDays(1));
    assertThat(wandb.requests()).hasSize(requests);
  }

  @Test
  void aServiceThatAsksForAnHourIsGivenOne() {
    wandb.fails(new Fault(false, Manner.UNAVAILABLE_FOR_AN_HOUR));
    Job job = jobs.begin(ASKED);
    TrackedJobs.await(() -> jobs.trail(job).failures() == 1);

    assertThat(jobs.trail(job).nextAttempt()).isEqualTo(jobs.now().plus(Duration.ofHours(1)));
  }

  @Test
  void aServerThatStopsInTheMiddleOfAnAttemptTellsItAgain() {
    Job job = jobs.begin(ASKED);
    jobs.steps(job, 1, 2);
    jobs.passUntil(() -> history(job).size() == 2);
    wandb.fails(new Fault(true, Manner.HANG));
    int before = wandb.requests().size();
    jobs.steps(job, 3, 5);
    jobs.passUntil(() -> wandb.requests().size() > before);
    wandb.fails(Fault.NONE);
    jobs.restart(trackers());
    jobs.succeed(job);
    jobs.passUntil(() -> isDone(job));

    assertThat(run(job).steps()).containsExactly(1, 2, 3, 4, 5);
    assertThat(wandb.linesSent()).isGreaterThan(5);
  }

  @Test
  void aJobThatWaitsHasNoRunAndOneThatEndsWithoutEverRunningHasOneThatSaysSo() {
    Job waiting = jobs.create(ASKED);
    Job cancelled = jobs.cancel(jobs.create(ASKED));
    jobs.passUntil(() -> isDone(cancelled));

    assertThat(wandb.run(ASKED.project(), waiting.id())).isNull();
    assertThat(run(cancelled).exitCode).isEqualTo(255);
    assertThat(run(cancelled).history).isEmpty();
  }

  @Test
  void aJobThatFailedLeavesARunThatFailed() {
    Job job = jobs.begin(ASKED);
    jobs.fail(job);
    jobs.passUntil(() -> isDone(job));

    assertThat(run(job).exitCode).isEqualTo(1);
  }

  @Test
  void aPausedJobIsSaidToStandStillAndGoesOnWhereItWas() {
    Job job = jobs.begin(ASKED);
    jobs.steps(job, 1, 3);
    jobs.change(job, new JobState.Paused());
    jobs.passUntil(() -> history(job).size() == 3 && run(job).state.equals("preempting"));
    assertThat(history(job)).hasSize(3);
    int silent = wandb.requests().size();
    jobs.pass(Duration.ofHours(1));
    TrackedJobs.await(() -> jobs.trail(job).nextBeat() == null);
    assertThat(wandb.requests()).hasSize(silent);

    jobs.change(job, new JobState.Queued());
    jobs.claim(job);
    jobs.steps(job, 4, 6);
    jobs.passUntil(() -> history(job).size() == 6);
    assertThat(run(job).state).isEqualTo("running");
    assertThat(run(job).steps()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void aJobWhoseStepsTakeLongGivesSignsOfLife() {
    Job job = jobs.begin(ASKED);
    jobs.passUntil(() -> wandb.requests().size() >= 5);

    assertThat(wandb.requests().getLast().body()).isEmpty();
    assertThat(jobs.trail(job).failures()).isZero();
  }

  @Test
  void theKeyIsInNoEventNoDatabaseAndGoesToNoOtherAddress() throws IOException {
    wandb.fails(new Fault(false, Manner.ECHO_OF_THE_KEY));
    Job job = jobs.begin(ASKED);
    jobs.passUntil(() -> jobs.trail(job).failures() > 5);
    assertThat(jobs.messages(job).getLast()).contains("It answered 401: no key ***.");
    wandb.fails(new Fault(false, Manner.REDIRECT));
    int failures = jobs.trail(job).failures();
    jobs.passUntil(() -> jobs.trail(job).failures() > failures);

    assertThat(wandb.requests()).extracting(Request::path).containsOnly("/graphql");
    for (String file : List.of("attune.db", "attune.db-wal")) {
      assertThat(Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1))
          .doesNotContain(FakeWandb.KEY);
    }
    assertThat(new WandbSettings(wandb.url(), FakeWandb.KEY).toString())
        .doesNotContain(FakeWandb.KEY);
  }

  @Test
  void oneJobThatIsForbiddenDoesNotHoldUpAnother() {
    Job forbidden = jobs.begin(new Tracking.Wandb("forbidden", null, null, List.of()));
    Job other = jobs.begin(new Tracking.Wandb("other", null, "else", List.of()));
    jobs.succeed(other);
    jobs.passUntil(() -> isDone(other));

    assertThat(jobs.trail(forbidden).lastError()).isEqualTo("It made no run: permission denied.");
    assertThat(jobs.messages(other)).anyMatch(it -> it.contains("/else/other/runs/" + other.id()));
  }

  @Test
  void aServerWithoutTheKeyTriesAgainWhenItHasOne() {
    jobs.restart(Map.of());
    Job job = jobs.begin(ASKED);
    jobs.steps(job, 1, 3);
    TrackedJobs.await(() -> jobs.trail(job).failures() > 0);
    jobs.restart(trackers());
    jobs.succeed(job);
    jobs.passUntil(() -> isDone(job));

    assertThat(run(job).steps()).containsExactly(1, 2, 3);
  }

  private boolean isDone(Job job) {
    return jobs.trail(job).state() == Trail.State.DONE;
  }

  private Run run(Job job) {
    return Objects.requireNonNull(wandb.run(ASKED.project(), job.id()));
  }

  private List<JsonNode> history(Job job) {
    Run run = wandb.run(ASKED.project(), job.id());
    return run == null ? List.of() : new ArrayList<>(run.history);
  }
}
