package dev.attune.cli.watch;

import com.openai.client.OpenAIClient;
import com.openai.errors.OpenAIIoException;
import com.openai.models.finetuning.jobs.FineTuningJob;
import com.openai.models.finetuning.jobs.FineTuningJobEvent;
import dev.attune.cli.session.OwnFields;
import dev.attune.cli.session.Pace;
import dev.attune.cli.terminal.Printable;
import dev.attune.wire.finetuning.AttuneJob;
import dev.attune.wire.finetuning.StepMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Follows one job until nothing more happens to it by itself. */
public final class JobWatch {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);
  private static final Set<String> AT_REST = Set.of("succeeded", "failed", "cancelled", "paused");

  private final OpenAIClient client;
  private final Pace pace;

  public JobWatch(OpenAIClient client, Pace pace) {
    this.client = client;
    this.pace = pace;
  }

  /** Shows every event from the job's first on and returns how it came to rest. */
  public Watched untilAtRest(String id, WatchView view) {
    Course course = new Course();
    NewEvents events = new NewEvents(client, id);
    Instant lastAnswer = pace.instant();
    while (true) {
      try {
        // The job first: what it says is then never newer than the last event shown.
        FineTuningJob job = client.fineTuning().jobs().retrieve(id);
        show(events.next(), job, course, view);
        reading(job).ifPresent(view::reading);
        view.looked(job.status().asString(), course);
        if (AT_REST.contains(job.status().asString())) {
          return new Watched(job, course, pace.instant());
        }
        lastAnswer = pace.instant();
      } catch (OpenAIIoException e) {
        // A job survives its server, so a watch survives the server's restart.
        if (Duration.between(lastAnswer, pace.instant()).compareTo(LONGEST_SILENCE) > 0) {
          throw e;
        }
      }
      pace.pause(BETWEEN_LOOKS);
    }
  }

  private static Optional<AttuneJob.Validation> reading(FineTuningJob job) {
    return OwnFields.of(job).find("validation", AttuneJob.Validation.class);
  }

  private void show(
      List<FineTuningJobEvent> events, FineTuningJob job, Course course, WatchView view) {
    for (FineTuningJobEvent event : events) {
      boolean metrics = event.type().filter(FineTuningJobEvent.Type.METRICS::equals).isPresent();
      StepMetrics step = metrics ? event._data().convert(StepMetrics.class) : StepMetrics.NONE;
      if (step == null || step.step() == null || step.totalSteps() == null) {
        view.happened(Printable.line(event.message()));
      } else {
        StepProgress progress = progress(step.step(), step.totalSteps(), step, job);
        course.add(progress);
        view.stepped(progress);
      }
    }
  }

  private StepProgress progress(int step, int totalSteps, StepMetrics metrics, FineTuningJob job) {
    return new StepProgress(
        step,
        totalSteps,
        Optional.ofNullable(metrics.trainLoss()),
        Optional.ofNullable(metrics.validLoss()),
        Optional.ofNullable(metrics.fullValidLoss()),
        Optional.ofNullable(metrics.attune()).map(StepMetrics.Speed::tokensPerSecond),
        job.estimatedFinish()
            .map(Instant::ofEpochSecond)
            .map(finish -> Duration.between(pace.instant(), finish)));
  }
}
