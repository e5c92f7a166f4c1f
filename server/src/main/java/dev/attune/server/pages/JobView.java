package dev.attune.server.pages;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobCheckpoint;
import dev.attune.platform.jobs.JobError;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.StateName;
import dev.attune.platform.jobs.StepMetrics;
import dev.attune.platform.run.ReadProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a job is.
 *
 * @param percent of its steps, or of its files while they are read
 * @param reading what of its files is read in words; empty when they are not
 * @param timeLeft empty where nobody can say
 * @param error null unless it failed
 * @param resultFile the id of its numbers as a file, empty before they are there
 */
public record JobView(
    String id,
    StateName state,
    boolean isPausing,
    int percent,
    String reading,
    String steps,
    String elapsed,
    String timeLeft,
    List<Fact> numbers,
    @Nullable JobError error,
    String tunedModel,
    String resultFile,
    List<CheckpointRow> checkpoints) {
  public JobView {
    numbers = List.copyOf(numbers);
    checkpoints = List.copyOf(checkpoints);
  }

  /**
   * How far it is.
   *
   * @param last its newest step
   * @param read of its files, while it is being validated
   */
  record Progress(Optional<StepMetrics> last, Optional<ReadProgress> read) {
    private Optional<Integer> percentRead(Job job) {
      return read.filter(_ -> job.state() instanceof JobState.ValidatingFiles)
          .map(it -> (int) (100 * it.done() / Math.max(1, it.total())));
    }
  }

  static JobView of(Job job, Progress progress, List<JobCheckpoint> checkpoints, Instant now) {
    Optional<StepMetrics> last = progress.last();
    Optional<Integer> read = progress.percentRead(job);
    return new JobView(
        job.id(),
        StateName.of(job.state()),
        job.run().pausing() && job.state() instanceof JobState.Running,
        read.orElseGet(() -> JobRow.percent(job, last)),
        read.map("Reading the files: %d %%"::formatted).orElse(""),
        last.map(metrics -> "Step %,d of %,d".formatted(metrics.step(), metrics.totalSteps()))
            .orElse(""),
        Words.duration(Duration.between(job.createdAt(), job.state().end().orElse(now))),
        timeLeft(job, now),
        last.map(JobView::numbers).orElse(List.of()),
        job.state() instanceof JobState.Failed(_, JobError error) ? error : null,
        job.state() instanceof JobState.Succeeded ? job.tunedModel() : "",
        job.state() instanceof JobState.Succeeded(_, _, String file) ? file : "",
        checkpoints.stream().map(CheckpointRow::of).toList());
  }

  public boolean mayPause() {
    return (state == StateName.RUNNING || state == StateName.QUEUED) && !isPausing;
  }

  public boolean mayResume() {
    return state == StateName.PAUSED;
  }

  public boolean mayEnd() {
    return switch (state) {
      case VALIDATING_FILES, QUEUED, RUNNING, PAUSED -> true;
      case SUCCEEDED, FAILED, CANCELLED -> false;
    };
  }

  private static String timeLeft(Job job, Instant now) {
    return job.state() instanceof JobState.Running(Instant finish) && finish != null
        ? Words.duration(Duration.between(now, finish))
        : "";
  }

  private static List<Fact> numbers(StepMetrics metrics) {
    return List.of(
        new Fact("Training loss", Words.loss(metrics.trainLoss())),
        new Fact("Token accuracy", Words.percentOrDash(metrics.trainMeanTokenAccuracy())),
        new Fact("Validation loss", Words.lossOrDash(metrics.validLoss())),
        new Fact("Tokens/s", Words.count(Math.round(metrics.tokensPerSecond()))));
  }
}
