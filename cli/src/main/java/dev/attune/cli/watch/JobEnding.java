package dev.attune.cli.watch;

import com.openai.models.finetuning.jobs.FineTuningJob;
import java.util.Optional;

/** How a job ended. */
public final class JobEnding {
  private JobEnding() {}

  /** In words, with what to do now; empty while it goes on. */
  public static Optional<String> of(FineTuningJob job) {
    return switch (job.status().asString()) {
      case "succeeded" ->
          job.fineTunedModel().map("Succeeded. Talk with it: attune chat %s"::formatted);
      case "failed" -> Optional.of("Failed: " + reason(job));
      case "cancelled" -> Optional.of("Cancelled.");
      case "paused" -> Optional.of("Paused. Go on with: attune jobs resume " + job.id());
      default -> Optional.empty();
    };
  }

  /** Whether a person who waited for it got what they wanted. */
  public static boolean isWell(FineTuningJob job) {
    return switch (job.status().asString()) {
      case "succeeded", "paused" -> true;
      default -> false;
    };
  }

  private static String reason(FineTuningJob job) {
    return job.error().map(FineTuningJob.Error::message).orElse("no reason given");
  }
}
