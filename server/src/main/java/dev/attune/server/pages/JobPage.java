package dev.attune.server.pages;

import java.util.List;

/**
 * The page of one job.
 *
 * @param facts what the job is
 * @param files what it learns from, and what it left
 * @param settings what was asked of it, and what it trains with
 * @param others jobs that its curves can be compared with
 * @param log the end of what its trainer wrote
 */
public record JobPage(
    Frame frame,
    JobView job,
    List<Fact> facts,
    List<JobFile> files,
    List<Setting> settings,
    EventList events,
    List<JobRow> others,
    String log) {
  public JobPage {
    facts = List.copyOf(facts);
    files = List.copyOf(files);
    settings = List.copyOf(settings);
    others = List.copyOf(others);
  }
}
