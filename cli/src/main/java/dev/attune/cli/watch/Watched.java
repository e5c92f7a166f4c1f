package dev.attune.cli.watch;

import com.openai.models.finetuning.jobs.FineTuningJob;
import dev.attune.cli.terminal.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A job at rest and what was seen of it.
 *
 * @param at when it was found at rest
 */
public record Watched(FineTuningJob job, Course course, Instant at) {

  /** What is worth keeping of the run, and what to do next. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add(line("status", job.status().asString()));
    course
        .newest()
        .ifPresent(step ->
            lines.add(line("steps", "%,d of %,d".formatted(step.step(), step.totalSteps()))));
    List<Double> losses = course.losses();
    if (!losses.isEmpty()) {
      lines.add(
          line("training loss", "%.3f → %.3f".formatted(losses.getFirst(), losses.getLast())));
    }
    course
        .bestValidLoss()
        .ifPresent(best -> lines.add(line("validation loss", "%.3f at best".formatted(best))));
    job.trainedTokens()
        .ifPresent(tokens -> lines.add(line("trained tokens", "%,d".formatted(tokens))));
    lines.add(line("duration", Times.span(duration())));
    job.fineTunedModel().ifPresent(model -> lines.add(line("tuned model", model)));
    JobEnding.of(job).ifPresent(lines::add);
    return lines;
  }

  private Duration duration() {
    return Duration.between(
        Instant.ofEpochSecond(job.createdAt()),
        job.finishedAt().map(Instant::ofEpochSecond).orElse(at));
  }

  private static String line(String name, String value) {
    return "%-16s %s".formatted(name, value);
  }
}
