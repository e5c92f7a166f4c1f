package dev.attune.server.pages;

import dev.attune.platform.jobs.Asked;
import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.TuningOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was asked of a job beside what it trains with. */
final class JobSettings {
  private static final String OPEN = "auto";

  /** Of a job that an older server created. */
  private static final String UNKNOWN = "not kept";

  private final Job job;
  private final @Nullable Asked asked;
  private final List<Setting> settings = new ArrayList<>();

  private JobSettings(Job job) {
    this.job = job;
    this.asked = job.asked();
  }

  static List<Setting> of(Job job) {
    JobSettings it = new JobSettings(job);
    it.numbers();
    it.options();
    return it.settings;
  }

  private void numbers() {
    number("Epochs", Hyperparameters::nEpochs);
    number("Batch size", Hyperparameters::batchSize);
    number("Learning rate multiplier", Hyperparameters::learningRateMultiplier);
    switch (job.order().method()) {
      case SUPERVISED -> {}
      case DPO -> number("Beta", Hyperparameters::beta);
    }
  }

  private void options() {
    option("Learning rate", TuningOptions::learningRate);
    option("Schedule", TuningOptions::schedule);
    option("Warm-up", TuningOptions::warmupRatio);
    option("Tuning", TuningOptions::tuning);
    option("Rank", TuningOptions::rank);
    option("Alpha", TuningOptions::alpha);
    option("Rank-stabilized", TuningOptions::rankStabilized);
    option("Dropout", TuningOptions::dropout);
    option("Modules", TuningOptions::targetModules);
    option("Longest example", TuningOptions::maxSequenceLength);
    option("Packing", TuningOptions::packing);
    option("Device", TuningOptions::device);
  }

  private void number(String name, Function<Hyperparameters, @Nullable Object> value) {
    add(
        name,
        asked == null ? UNKNOWN : words(value.apply(asked.hyperparameters())),
        value.apply(job.hyperparameters()));
  }

  /** Left out once it is known not to apply, as the rank of a job that tunes all weights. */
  private void option(String name, Function<TuningOptions, @Nullable Object> value) {
    Object used = value.apply(job.options());
    if (used != null || job.counts() == null) {
      add(name, asked == null ? UNKNOWN : words(value.apply(asked.options())), used);
    }
  }

  private void add(String name, String wanted, @Nullable Object used) {
    settings.add(new Setting(name, wanted, words(used)));
  }

  private static String words(@Nullable Object value) {
    return switch (value) {
      case null -> OPEN;
      case Enum<?> word -> word.name().toLowerCase(Locale.ROOT);
      case Boolean yes -> yes ? "yes" : "no";
      case List<?> names -> String.join(", ", names.stream().map(Object::toString).toList());
      case Double number -> number(number);
      default -> value.toString();
    };
  }

  /** Four digits are what people compare. */
  private static String number(double number) {
    return String.format(Locale.ROOT, "%.4g", number)
        .replaceFirst("(\\.\\d*?)0+(e|$)", "$1$2")
        .replaceFirst("\\.(e|$)", "$1");
  }
}
