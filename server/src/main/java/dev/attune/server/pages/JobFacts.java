package dev.attune.server.pages;

import dev.attune.platform.jobs.DataCounts;
import dev.attune.platform.jobs.Job;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a job is, but for its files and its {@link JobSettings settings}, in words. */
final class JobFacts {
  private final List<Fact> facts = new ArrayList<>();

  private JobFacts() {}

  static List<Fact> of(Job job) {
    JobFacts it = new JobFacts();
    it.add("Base", job.order().model());
    it.add("Method", job.order().method().text());
    it.addIfThere("Suffix", job.order().suffix());
    it.add("Seed", Integer.toString(job.seed()));
    it.counts(job.counts());
    it.addIfThere("Fingerprint of the base", job.baseSha256());
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

  private void addIfThere(String name, @Nullable String value) {
    if (value != null) {
      add(name, value);
    }
  }

  private void add(String name, String value) {
    facts.add(new Fact(name, value));
  }
}
