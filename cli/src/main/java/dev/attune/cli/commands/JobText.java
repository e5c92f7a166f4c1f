package dev.attune.cli.commands;

import com.openai.models.finetuning.jobs.FineTuningJob;
import dev.attune.cli.terminal.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A job in words. */
final class JobText {
  private JobText() {}

  /** One line for each property that says something. */
  static List<String> lines(FineTuningJob job) {
    List<String> lines = new ArrayList<>();
    lines.add(line("id", job.id()));
    lines.add(line("status", job.status().asString()));
    lines.add(line("model", job.model()));
    lines.add(line("tuned model", job.fineTunedModel().orElse("-")));
    lines.add(line("training file", job.trainingFile()));
    lines.add(line("validation file", job.validationFile().orElse("-")));
    lines.add(line("result files", String.join(" ", job.resultFiles())));
    lines.add(line("created", Times.date(job.createdAt())));
    lines.add(line("finished", Times.date(job.finishedAt())));
    lines.add(line("estimated finish", Times.date(job.estimatedFinish())));
    lines.add(line("trained tokens", job.trainedTokens().map("%,d"::formatted).orElse("-")));
    lines.add(line("seed", Long.toString(job.seed())));
    ending(job).ifPresent(ending -> lines.add(line("ending", ending)));
    return lines;
  }

  /** How it ended and what to do now; empty while it goes on. */
  static Optional<String> ending(FineTuningJob job) {
    return switch (job.status().asString()) {
      case "succeeded" ->
          job.fineTunedModel().map("Succeeded. Talk with it: attune chat %s"::formatted);
      case "failed" -> Optional.of("Failed: " + reason(job));
      case "cancelled" -> Optional.of("Cancelled.");
      case "paused" -> Optional.of("Paused. Go on with: attune jobs resume " + job.id());
      default -> Optional.empty();
    };
  }

  static boolean endedWell(FineTuningJob job) {
    return switch (job.status().asString()) {
      case "succeeded", "paused" -> true;
      default -> false;
    };
  }

  private static String reason(FineTuningJob job) {
    return job.error().map(FineTuningJob.Error::message).orElse("no reason given");
  }

  private static String line(String name, String value) {
    return "%-17s %s".formatted(name, value).stripTrailing();
  }
}
