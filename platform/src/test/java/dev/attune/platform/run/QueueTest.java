package dev.attune.platform.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.jobs.Asked;
import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobCheckpoint;
import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.StepMetrics;
import dev.attune.platform.models.Fingerprints;
import dev.attune.platform.models.ListedModel;
import dev.attune.platform.page.PageRequest;
import dev.attune.protocol.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs through their lives, with a program that stands where the real trainer would. */
@SuppressWarnings("NullAway.Init")
final class QueueTest {
  @TempDir private Path folder;
  private TestPlatform platform;

  @BeforeEach
  void open() throws IOException {
    platform = TestPlatform.open(folder);
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void aJobGoesFromItsFilesToAModel() {
    Job job = platform.await(platform.create("base"), JobState.Succeeded.class);

    assertThat(job.state())
        .isInstanceOfSatisfying(
            JobState.Succeeded.class,
            it -> assertThat(it.trainedTokens()).isEqualTo(1200)); // 12 steps of 100 tokens
    assertThat(messages(job))
        .containsSubsequence(
            "Created fine-tuning job: " + job.id(),
            "Validating training file: " + job.order().trainingFile(),
            "Files validated, moving job to queued state",
            "Fine-tuning job started",
            "Step 1/12: training loss=4.00",
            "Step 12/12: training loss=0.33, full validation loss=0.42",
            "New fine-tuned model created: " + job.tunedModel(),
            "The job has successfully completed");
  }

  @Test
  void whatWasAskedStandsBesideWhatWasPickedAndTheModelThatItBeganWith() throws IOException {
    Job job = platform.await(platform.create("base", 5), JobState.Succeeded.class);

    Asked asked = Objects.requireNonNull(job.asked());
    assertThat(asked.hyperparameters()).isEqualTo(new Hyperparameters(5, null, null, null));
    assertThat(asked.options().rank()).isNull();
    assertThat(job.hyperparameters().batchSize()).isEqualTo(1);
    assertThat(job.options().rank()).isEqualTo(16);
    assertThat(job.baseSha256()).isEqualTo(new Fingerprints().of(folder.resolve("model")));
  }

  @Test
  void howFarItsFilesAreReadIsKnownWhileTheyAreRead() {
    platform.holdReading(true);
    Job job = platform.create("base");

    platform.awaitTrue(() -> platform.reading(job).map(ReadProgress::done).orElse(0L) == 2);

    ReadProgress read = platform.reading(job).orElseThrow();
    assertThat(read.total()).isEqualTo("good".length());
    assertThat(read.isPlanning()).isFalse();
    assertThat(platform.find(job).state()).isInstanceOf(JobState.ValidatingFiles.class);

    platform.holdReading(false);
    platform.await(job, JobState.Succeeded.class);
    assertThat(read.isPlanning()).isTrue();
    assertThat(platform.reading(job)).isEmpty();
  }

  @Test
  void nothingIsReadAnyMoreOfAJobThatWasRefused() {
    Job job = platform.await(platform.createWith("damaged", "base"), JobState.Failed.class);

    platform.awaitTrue(() -> platform.reading(job).isEmpty());
  }

  @Test
  void everyStepIsToldOnce() {
    Job job = platform.await(platform.create("base"), JobState.Succeeded.class);

    assertThat(platform.store().listMetrics(job.id()))
        .extracting(StepMetrics::step)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void theLastThreeEpochsCanBeAskedAndTheLastIsTheModel() throws IOException {
    Job job = platform.await(platform.create("base", 5), JobState.Succeeded.class);

    List<JobCheckpoint> checkpoints = platform.store().listCheckpoints(job.id());
    assertThat(checkpoints).extracting(JobCheckpoint::step).containsExactly(12, 16, 20);
    assertThat(checkpoints.getLast().model()).isEqualTo(job.tunedModel());
    assertThat(checkpoints.getFirst().model())
        .startsWith("ft:base:ours::")
        .endsWith(":ckpt-step-12");
    for (JobCheckpoint checkpoint : checkpoints) {
      Path adapter =
          platform
              .models()
              .servable(platform.project(), checkpoint.model())
              .adapter()
              .orElseThrow();
      assertThat(Files.readString(adapter.resolve("adapter_model.safetensors")))
          .isEqualTo("step " + checkpoint.step());
      assertThat(adapter.resolve("optimizer.safetensors")).doesNotExist();
    }
    assertThat(platform.models().list(platform.project()))
        .extracting(ListedModel::name)
        .contains(job.tunedModel());
  }

  @Test
  void theResultFileHasARowForEveryStep() throws IOException {
    Job job = platform.await(platform.create("base"), JobState.Succeeded.class);

    String id = ((JobState.Succeeded) job.state()).resultFile();
    List<String> lines =
        Files.readAllLines(
            platform.files().content(platform.files().retrieve(platform.project(), id)));
    assertThat(lines)
        .hasSize(13)
        .startsWith(
            "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy",
            "1,4.00000,0.50000,,");
  }

  @Test
  void whatOnlyTheTrainerNeededIsGoneInTheEnd() {
    Job job = platform.await(platform.create("base"), JobState.Succeeded.class);

    Path root = platform.run(job).root();
    platform.awaitTrue(() ->
        Stream.of("checkpoints", "training.jsonl")
            .noneMatch(name -> Files.exists(root.resolve(name))));
    assertThat(platform.run(job).trainerLog()).exists();
  }

  @Test
  void aTrainerThatDiesIsFollowedByOneThatGoesOn() throws IOException {
    platform.wish("die-at=6");

    Job job = platform.await(platform.create("base"), JobState.Succeeded.class);

    assertThat(job.run().deaths()).isEqualTo(1);
    assertThat(messages(job))
        .containsSubsequence(
            "The trainer died after step 5; another goes on from step 4",
            "Fine-tuning job goes on from step 4",
            "Step 6/12: training loss=0.67");
    assertThat(platform.store().listMetrics(job.id()))
        .extracting(StepMetrics::step)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void threeDeathsFailTheJobAndTheNextOneRuns() throws IOException {
    platform.wish("die-at=6\ndeaths=3");

    Job job = platform.await(platform.create("base"), JobState.Failed.class);

    assertThat(job.state())
        .isInstanceOfSatisfying(
            JobState.Failed.class,
            it -> {
              assertThat(it.error().code()).isEqualTo("worker_lost");
              assertThat(it.error().message()).contains("3 times").contains("step 5");
            });
    platform.wish("");
    platform.await(platform.create("base"), JobState.Succeeded.class);
  }

  @Test
  void twoDeathsDoNot() throws IOException {
    platform.wish("die-at=6\ndeaths=2");

    platform.await(platform.create("base"), JobState.Succeeded.class);
  }

  @Test
  void whatATrainerSaysIsWrongFailsTheJob() throws IOException {
    platform.wish("fail=loss_not_finite");

    Job job = platform.await(platform.create("base"), JobState.Failed.class);

    assertThat(((JobState.Failed) job.state()).error().code()).isEqualTo("loss_not_finite");
    assertThat(messages(job)).contains("Try something else.");
  }

  @Test
  void aPausedJobGoesOnWhereItStood() throws IOException {
    platform.wish("millis=40");
    Job job = platform.create("base");
    platform.awaitStep(job, 2);

    assertThat(platform.jobs().pause(platform.project(), job.id()).state())
        .isInstanceOf(JobState.Running.class);
    Job paused = platform.await(job, JobState.Paused.class);
    platform.awaitTrue(() -> !platform.run(job).hasTrainer());
    platform.jobs().resume(platform.project(), job.id());
    Job done = platform.await(job, JobState.Succeeded.class);

    assertThat(messages(done))
        .contains("Fine-tuning job goes on from step " + paused.run().lastStep());
    assertThat(platform.store().listMetrics(job.id())).hasSize(12);
    assertThat(done.run().deaths()).isZero();
  }

  @Test
  void aCancelledJobsTrainerIsGoneSoon() throws IOException {
    platform.wish("millis=10000");
    Job job = platform.create("base");
    platform.await(job, JobState.Running.class);
    platform.awaitTrue(() -> platform.run(job).hasTrainer());

    assertThat(platform.jobs().cancel(platform.project(), job.id()).state())
        .isInstanceOf(JobState.Cancelled.class);

    platform.awaitTrue(() -> !platform.run(job).hasTrainer(), Duration.ofSeconds(10));
  }

  @Test
  void aStubbornTrainerIsEndedByForce() throws IOException {
    platform.wish("millis=100\nstubborn=yes");
    Job job = platform.create("base", 50);
    platform.awaitStep(job, 2);

    platform.jobs().cancel(platform.project(), job.id());

    platform.awaitTrue(() -> !platform.run(job).hasTrainer(), Duration.ofSeconds(10));
  }

  @Test
  void jobsRunOneAfterTheOther() {
    Job first = platform.create("base");
    Job second = platform.create("base");

    platform.await(second, JobState.Succeeded.class);

    assertThat(platform.store().find(first.id()).orElseThrow().state())
        .isInstanceOf(JobState.Succeeded.class);
  }

  @Test
  void filesThatAreDeletedWhileJobsRunAndWaitAreKeptForThem() throws IOException {
    platform.wish("hold=yes");
    Job running = platform.create("base");
    platform.awaitStep(running, 1);
    Job waiting = platform.create("base");
    List<String> ids = List.of(running.order().trainingFile(), waiting.order().trainingFile());

    ids.forEach(id -> platform.files().delete(platform.project(), id));
    platform.files().sweep();
    platform.letGoOn();

    assertThat(ids).noneMatch(id -> platform.files().find(project(), id).isPresent());
    platform.await(running, JobState.Succeeded.class);
    platform.await(waiting, JobState.Succeeded.class);
    platform.files().sweep();
    assertThat(ids).noneMatch(id -> platform.files().findForJob(project(), id).isPresent());
  }

  @Test
  void aJobOfADamagedFileFailsWithItsError() {
    Job job = platform.createWith("bad", "base");

    Job failed = platform.await(job, JobState.Failed.class);

    assertThat(((JobState.Failed) failed.state()).error().param()).isEqualTo("training_file");
  }

  @Test
  void aNewServerTakesOverARunningTrainer() throws IOException {
    platform.wish("millis=60");
    Job job = platform.create("base");
    platform.awaitStep(job, 2);
    RunDirectory run = platform.run(job);
    long pid = run.findTrainer().orElseThrow().pid();

    platform.close();
    assertThat(run.findTrainer().map(ProcessHandle::pid)).contains(pid);
    platform = TestPlatform.open(folder);
    Job done = platform.await(job, JobState.Succeeded.class);

    assertThat(done.run().fence()).isEqualTo(1);
    assertThat(done.run().deaths()).isZero();
    assertThat(platform.store().listMetrics(job.id())).hasSize(12);
  }

  @Test
  void aNewServerStoresWhatWasReportedWhileNoneRan() throws IOException {
    platform.wish("millis=30");
    Job job = platform.create("base");
    platform.awaitStep(job, 2);
    RunDirectory run = platform.run(job);

    platform.close();
    platform.awaitTrue(() -> run.exit().isPresent());
    platform = TestPlatform.open(folder);

    platform.await(job, JobState.Succeeded.class);
    assertThat(platform.store().listMetrics(job.id())).hasSize(12);
  }

  @Test
  void aCancelledJobsTrainerDoesNotSurviveTheNextStart() throws IOException {
    platform.wish("millis=10000\nstubborn=yes");
    Job job = platform.create("base");
    platform.awaitTrue(() -> platform.run(job).hasTrainer());
    RunDirectory run = platform.run(job);
    platform.close();
    TestPlatform without = TestPlatform.openIdle(folder);
    without.jobs().cancel(without.project(), job.id());
    without.close();
    assertThat(run.hasTrainer()).isTrue();

    platform = TestPlatform.open(folder);

    platform.awaitTrue(() -> !run.hasTrainer(), Duration.ofSeconds(10));
  }

  @Test
  void theEstimateOfTheFinishIsCloseAfterATenth() throws IOException {
    platform.wish("millis=100");
    Job job = platform.create("base", 5);
    platform.awaitStep(job, 3);

    Job running = platform.find(job);
    JobState.Running state = (JobState.Running) running.state();
    assertThat(Objects.requireNonNull(state.estimatedFinish()))
        .isAfter(java.time.Instant.now().minusSeconds(1))
        .isBefore(java.time.Instant.now().plusSeconds(60));
  }

  @Test
  void anEndedJobIsNeitherCancelledNorPausedNorResumed() {
    Job job = platform.await(platform.create("base"), JobState.Succeeded.class);

    for (Runnable change :
        List.<Runnable>of(
            () -> platform.jobs().cancel(platform.project(), job.id()),
            () -> platform.jobs().pause(platform.project(), job.id()),
            () -> platform.jobs().resume(platform.project(), job.id()))) {
      Assertions.assertThatThrownBy(change::run)
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("succeeded");
    }
  }

  private List<String> messages(Job job) {
    return platform
        .store()
        .listEvents(job.id(), PageRequest.newestFirst(null, 100))
        .items()
        .reversed()
        .stream()
        .map(JobEvent::message)
        .toList();
  }

  private String project() {
    return platform.project().id();
  }
}
