package dev.attune.server.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.tensorboard.TensorBoardTracker;
import dev.attune.platform.tracking.Outcome;
import dev.attune.platform.tracking.Telling;
import dev.attune.platform.tracking.Tracker;
import dev.attune.platform.tracking.Trail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Event files, read by a reader that shares nothing with their writer. */
@SuppressWarnings("NullAway.Init")
@Timeout(60)
final class TensorBoardTrackerTest {
  @TempDir private Path folder;
  private final AtomicBoolean crashes = new AtomicBoolean();
  private TrackedJobs jobs;

  @BeforeEach
  void open() {
    jobs = new TrackedJobs(folder, Map.of(Tracking.Service.TENSORBOARD, tracker()));
  }

  @AfterEach
  void close() {
    jobs.close();
  }

  /** Writes, and now and then nobody is told that it did. */
  private Tracker tracker() {
    TensorBoardTracker real = new TensorBoardTracker(folder.resolve("runs"));
    return new Tracker() {
      @Override
      public Outcome begin(Job job, Tracking tracking) throws InterruptedException {
        return real.begin(job, tracking);
      }

      @Override
      public Outcome tell(Telling telling) throws InterruptedException {
        Outcome outcome = real.tell(telling);
        return crashes.get() ? new Outcome.Refused("It crashed.") : outcome;
      }
    };
  }

  @Test
  void anEventFileHasEveryNumberOfEveryStep() throws IOException {
    Job job = jobs.begin(new Tracking.TensorBoard());
    jobs.steps(job, 1, 6);
    jobs.succeed(job);
    jobs.passUntil(() -> isDone(job));

    List<EventReader.Event> events = EventReader.read(file(job));
    assertThat(events.getFirst().fileVersion()).isEqualTo("brain.Event:2");
    assertThat(steps(events)).isEqualTo(IntStream.rangeClosed(1, 6).boxed().toList());
    EventReader.Event third = events.get(3);
    assertThat(third.wallTime()).isEqualTo(1767225600.0);
    assertThat(third.values())
        .containsEntry("train_loss", 5f / 3)
        .containsEntry("valid_loss", 10f / 3)
        .containsEntry("learning_rate", 0.001f)
        .doesNotContainKey("grad_norm");
    assertThat(events.get(2).values()).doesNotContainKey("valid_loss");
  }

  @Test
  void aCrashAfterWritingNeitherLosesAPointNorLeavesItTwice() throws IOException {
    Job job = jobs.begin(new Tracking.TensorBoard());
    jobs.steps(job, 1, 3);
    jobs.passUntil(() -> jobs.trail(job).told() >= 5);
    crashes.set(true);
    jobs.steps(job, 4, 9);
    jobs.passUntil(() -> jobs.trail(job).failures() > 1);
    // The control: what was written is there, though nobody counts on it.
    assertThat(steps(EventReader.read(file(job)))).hasSize(9);
    Files.write(file(job), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    assertThatThrownBy(() -> EventReader.read(file(job))).isInstanceOf(IOException.class);
    crashes.set(false);
    jobs.succeed(job);
    jobs.passUntil(() -> isDone(job));

    assertThat(steps(EventReader.read(file(job))))
        .isEqualTo(IntStream.rangeClosed(1, 9).boxed().toList());
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaidSoAndTriedAgain() throws IOException {
    Files.writeString(folder.resolve("runs"), "in the way");
    Job job = jobs.begin(new Tracking.TensorBoard());
    jobs.steps(job, 1, 2);
    TrackedJobs.await(() -> jobs.trail(job).failures() > 0);
    assertThat(jobs.trail(job).lastError()).startsWith("The event file cannot be written");
    Files.delete(folder.resolve("runs"));
    jobs.succeed(job);
    jobs.passUntil(() -> isDone(job));

    assertThat(steps(EventReader.read(file(job)))).containsExactly(1, 2);
  }

  private boolean isDone(Job job) {
    return jobs.trail(job).state() == Trail.State.DONE;
  }

  private Path file(Job job) {
    return folder
        .resolve("runs")
        .resolve(job.id())
        .resolve("tensorboard")
        .resolve("events.out.tfevents.1767225600.attune");
  }

  private static List<Integer> steps(List<EventReader.Event> events) {
    return events.stream().skip(1).map(event -> (int) event.step()).toList();
  }
}
