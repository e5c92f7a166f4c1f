package dev.attune.platform.run;

import dev.attune.platform.jobs.Events;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobChange;
import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.jobs.JobRun;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.ReportPosition;
import dev.attune.platform.jobs.StepMetrics;
import dev.attune.protocol.Report;
import dev.attune.protocol.ReportLine;
import dev.attune.protocol.ReportReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what trainers report into changes of their job. Each line counts once: what is stored
 * already is passed over by its position, and a step that a resumed trainer takes again by its
 * number, since it has the same numbers to the bit.
 */
final class ReportFeed {
  private final ReportReader reader;
  private final FinishEstimate estimate;
  private final Events events;
  private final InstantSource clock;

  ReportFeed(ReportReader reader, FinishEstimate estimate, InstantSource clock) {
    this.reader = reader;
    this.estimate = estimate;
    this.events = new Events(clock);
    this.clock = clock;
  }

  /** The next change of {@code job}, a running one; empty when nothing new was reported. */
  Optional<JobChange> next(Job job) {
    List<ReportLine> lines = reader.next();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Applying applying = new Applying(job.run());
    lines.forEach(applying::add);
    Job after =
        job.with(job.run().withApplied(applying.position, applying.lastStep, applying.totalSteps))
            .to(new JobState.Running(applying.lastStep == 0 ? null : finish()));
    return Optional.of(JobChange.of(after, applying.happened));
  }

  private Instant finish() {
    return estimate.at(clock.instant());
  }

  /** One batch of lines on top of what is stored. */
  private final class Applying {
    private final List<JobEvent> happened = new ArrayList<>();
    private ReportPosition position;
    private int lastStep;
    private @Nullable Integer totalSteps;

    Applying(JobRun run) {
      position = run.applied();
      lastStep = run.lastStep();
      totalSteps = run.totalSteps();
    }

    void add(ReportLine line) {
      if (line.report() instanceof Report.StepDone step) {
        estimate.add(step);
      }
      ReportPosition at = new ReportPosition(line.fence(), line.seq());
      if (at.compareTo(position) <= 0) {
        return;
      }
      position = at;
      switch (line.report()) {
        case Report.Started started -> started(started);
        case Report.StepDone step -> stepped(step, Instant.ofEpochMilli(line.atMillis()));
        case Report.CheckpointSaved _ -> {} // told when it can be asked, at the job's end
        case Report.Message message -> happened.add(event(message));
      }
    }

    private void started(Report.Started started) {
      totalSteps = started.totalSteps();
      happened.add(
          events.info(
              started.resumedFromStep() == 0
                  ? "Fine-tuning job started"
                  : "Fine-tuning job goes on from step " + started.resumedFromStep()));
    }

    private void stepped(Report.StepDone step, Instant at) {
      if (step.step() > lastStep) {
        lastStep = step.step();
        happened.add(events.step(metrics(step), at));
      }
    }

    private StepMetrics metrics(Report.StepDone step) {
      Report.Metrics valid = step.valid();
      Report.Metrics full = step.fullValid();
      return new StepMetrics(
          step.step(),
          Objects.requireNonNull(totalSteps, "A trainer says how many steps there are first"),
          step.train().loss(),
          step.train().meanTokenAccuracy(),
          valid == null ? null : valid.loss(),
          valid == null ? null : valid.meanTokenAccuracy(),
          full == null ? null : full.loss(),
          full == null ? null : full.meanTokenAccuracy(),
          rewards(step),
          step.learningRate(),
          step.gradNorm(),
          step.seconds() > 0 ? step.tokens() / step.seconds() : 0,
          step.memoryBytes());
    }

    private StepMetrics.@Nullable Rewards rewards(Report.StepDone step) {
      StepMetrics.Reward train = reward(step.train());
      return train == null
          ? null
          : new StepMetrics.Rewards(train, reward(step.valid()), reward(step.fullValid()));
    }

    private StepMetrics.@Nullable Reward reward(Report.@Nullable Metrics metrics) {
      Report.Rewards means = metrics == null ? null : metrics.rewards();
      return means == null
          ? null
          : new StepMetrics.Reward(means.margin(), means.chosenLogp(), means.rejectedLogp());
    }

    private JobEvent event(Report.Message message) {
      return switch (message.level()) {
        case INFO -> events.info(message.text());
        case WARN -> events.warning(message.text());
      };
    }
  }
}
