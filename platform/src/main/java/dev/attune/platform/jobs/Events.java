package dev.attune.platform.jobs;

import dev.attune.wire.ids.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes events in the words of OpenAI's service. */
public final class Events {
  private final Ids ids = new Ids();
  private final InstantSource clock;

  public Events(InstantSource clock) {
    this.clock = clock;
  }

  public JobEvent created(Job job) {
    return info("Created fine-tuning job: " + job.id());
  }

  public JobEvent validating(JobOrder order) {
    return info(
        order.validationFile() == null
            ? "Validating training file: " + order.trainingFile()
            : "Validating training file: %s and validation file: %s"
                .formatted(order.trainingFile(), order.validationFile()));
  }

  public JobEvent info(String message) {
    return event(JobEvent.Level.INFO, message);
  }

  public JobEvent warning(String message) {
    return event(JobEvent.Level.WARN, message);
  }

  public JobEvent error(String message) {
    return event(JobEvent.Level.ERROR, message);
  }

  /** {@code at} is when the trainer reported it. */
  public JobEvent step(StepMetrics metrics, Instant at) {
    StringBuilder message = new StringBuilder();
    message.append("Step %d/%d: ".formatted(metrics.step(), metrics.totalSteps()));
    loss(message, "training loss", metrics.trainLoss());
    loss(message, ", validation loss", metrics.validLoss());
    loss(message, ", full validation loss", metrics.fullValidLoss());
    return new JobEvent(ids.event(), at, JobEvent.Level.INFO, message.toString(), metrics);
  }

  private static void loss(StringBuilder message, String name, @Nullable Double value) {
    if (value != null) {
      message.append(String.format(Locale.ROOT, "%s=%.2f", name, value));
    }
  }

  private JobEvent event(JobEvent.Level level, String message) {
    return new JobEvent(ids.event(), Instant.ofEpochMilli(clock.millis()), level, message, null);
  }
}
