package dev.attune.server.pages;

import java.util.List;

/**
 * The page of one job.
 *
 * @param facts what was asked and what was picked
 * @param others jobs that its curves can be compared with
 * @param log the end of what its trainer wrote
 */
public record JobPage(
    Frame frame, JobView job, List<Fact> facts, EventList events, List<JobRow> others, String log) {
  public JobPage {
    facts = List.copyOf(facts);
    others = List.copyOf(others);
  }
}
