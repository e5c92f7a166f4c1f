package dev.attune.cli.commands;

import com.openai.models.finetuning.jobs.FineTuningJob;
import dev.attune.cli.terminal.Times;
import dev.attune.cli.watch.JobEnding;
import java.util.ArrayList;
import java.util.List;

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
    SettingsText settings = new SettingsText(job);
    settings.asked().ifPresent(asked -> lines.add(line("asked", asked)));
    lines.add(line("settings", settings.used()));
    settings.baseFingerprint().ifPresent(base -> lines.add(line("base fingerprint", base)));
    settings.memory().ifPresent(memory -> lines.add(line("memory", memory)));
    JobEnding.of(job).ifPresent(ending -> lines.add(line("ending", ending)));
    return lines;
  }

  private static String line(String name, String value) {
    return "%-17s %s".formatted(name, value).stripTrailing();
  }
}
