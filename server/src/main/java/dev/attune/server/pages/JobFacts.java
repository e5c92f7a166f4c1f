package dev.attune.server.pages;

import dev.attune.platform.jobs.DataCounts;
import dev.attune.platform.jobs.Hyperparameters;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.TuningOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All that was asked of a job and picked for it, in words. */
final class JobFacts {
  private static final String PICKED_LATER = "auto";

  private final List<Fact> facts = new ArrayList<>();

  private JobFacts() {}

  static List<Fact> of(Job job) {
    JobFacts it = new JobFacts();
    it.add("Base", job.order().model());
    it.add("Method", job.order().method().text());
    it.add("Training file", job.order().trainingFile());
    it.addIfThere("Validation file", job.order().validationFile());
    it.addIfThere("Suffix", job.order().suffix());
    it.add("Seed", Integer.toString(job.seed()));
    it.counts(job.counts());
    it.numbers(job.hyperparameters());
    it.options(job.options());
    if (job.plan() != null) {
      it.add("Memory", Words.bytes(job.plan().bytes()));
      it.add("Tokens at once", Words.count(job.plan().microBatchTokens()));
      it.add("Layers are computed again", job.plan().recomputes() ? "yes" : "no");
    }
    if (job.order().metadata() != null) {
      job.order().metadata().forEach(it::add);
    }
    return it.facts;
  }

  private void counts(@Nullable DataCounts counts) {
    if (counts != null) {
      add("Examples", Words.count(counts.examples()));
      add("Tokens", Words.count(counts.tokens()));
      if (counts.validationTokens() > 0) {
        add("Validation tokens", Words.count(counts.validationTokens()));
      }
    }
  }

  private void numbers(Hyperparameters numbers) {
    add("Epochs", auto(numbers.nEpochs()));
    add("Batch size", auto(numbers.batchSize()));
    add("Learning rate multiplier", auto(numbers.learningRateMultiplier()));
    addIfThere("Beta", numbers.beta());
  }

  private void options(TuningOptions options) {
    addIfThere("Tuning", options.tuning());
    addIfThere("Rank", options.rank());
    addIfThere("Alpha", options.alpha());
    addIfThere("Dropout", options.dropout());
    addIfThere("Modules", options.targetModules());
    addIfThere("Learning rate", options.learningRate());
    addIfThere("Schedule", options.schedule());
    addIfThere("Warm-up", options.warmupRatio());
    addIfThere("Longest example", options.maxSequenceLength());
    addIfThere("Packing", options.packing());
    addIfThere("Device", options.device());
  }

  private static String auto(@Nullable Object value) {
    return value == null ? PICKED_LATER : value.toString();
  }

  private void addIfThere(String name, @Nullable Object value) {
    if (value != null) {
      add(
          name,
          value instanceof Enum<?> ? value.toString().toLowerCase(Locale.ROOT) : value.toString());
    }
  }

  private void add(String name, String value) {
    facts.add(new Fact(name, value));
  }
}
