package dev.attune.server.pages;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.jobs.StateName;
import dev.attune.platform.jobs.StepMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A job in a list.
 *
 * @param percent of its steps that are done
 */
public record JobRow(
    String id,
    String model,
    String method,
    StateName state,
    int percent,
    String loss,
    String created,
    String duration,
    String speed,
    String suffix,
    String tunedModel) {

  static JobRow of(Job job, Optional<StepMetrics> last, Instant now) {
    return new JobRow(
        job.id(),
        job.order().model(),
        job.order().method().text(),
        StateName.of(job.state()),
        percent(job, last),
        last.map(metrics -> Words.loss(metrics.trainLoss())).orElse(""),
        Words.time(job.createdAt()),
        Words.duration(Duration.between(job.createdAt(), job.state().end().orElse(now))),
        last.map(metrics -> Words.count(Math.round(metrics.tokensPerSecond()))).orElse(""),
        Objects.requireNonNullElse(job.order().suffix(), ""),
        job.state() instanceof JobState.Succeeded ? job.tunedModel() : "");
  }

  static int percent(Job job, Optional<StepMetrics> last) {
    if (job.state() instanceof JobState.Succeeded) {
      return 100;
    }
    return last.map(metrics -> (int) (100L * metrics.step() / Math.max(1, metrics.totalSteps())))
        .orElse(0);
  }
}
