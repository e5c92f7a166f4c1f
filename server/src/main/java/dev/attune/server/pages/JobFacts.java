package dev.attune.server.pages;

import dev.attune.platform.jobs.DataCounts;
import dev.attune.platform.jobs.Job;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job is, apart from where it is.
 *
 * @param job its id
 * @param files what it learns from, and what it left
 * @param settings what was asked of it, and what it trains with
 */
public record JobFacts(String job, List<JobFile> files, List<Fact> lines, List<Setting> settings) {
  public JobFacts {
    files = List.copyOf(files);
    lines = List.copyOf(lines);
    settings = List.copyOf(settings);
  }

  static JobFacts of(Job job, List<JobFile> files) {
    return new JobFacts(job.id(), files, lines(job), JobSettings.of(job));
  }

  private static List<Fact> lines(Job job) {
    List<Fact> lines = new ArrayList<>();
    lines.add(new Fact("Base", job.order().model()));
    lines.add(new Fact("Method", job.order().method().text()));
    addIfThere(lines, "Suffix", job.order().suffix());
    lines.add(new Fact("Seed", Integer.toString(job.seed())));
    if (job.counts() != null) {
      add(lines, job.counts());
    }
    addIfThere(lines, "Fingerprint of the base", job.baseSha256());
    if (job.plan() != null) {
      lines.add(new Fact("Memory", Words.bytes(job.plan().bytes())));
      lines.add(new Fact("Tokens at once", Words.count(job.plan().microBatchTokens())));
      lines.add(new Fact("Layers are computed again", job.plan().recomputes() ? "yes" : "no"));
    }
    if (job.order().metadata() != null) {
      job.order().metadata().forEach((key, value) -> lines.add(new Fact(key, value)));
    }
    return lines;
  }

  private static void add(List<Fact> lines, DataCounts counts) {
    lines.add(new Fact("Examples", Words.count(counts.examples())));
    lines.add(new Fact("Tokens", Words.count(counts.tokens())));
    if (counts.validationTokens() > 0) {
      lines.add(new Fact("Validation tokens", Words.count(counts.validationTokens())));
    }
  }

  private static void addIfThere(List<Fact> lines, String name, @Nullable String value) {
    if (value != null) {
      lines.add(new Fact(name, value));
    }
  }
}
