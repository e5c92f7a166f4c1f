package dev.attune.server.pages;

import java.util.List;

/**
 * The page of one job.
 *
 * @param others jobs that its curves can be compared with
 * @param log the end of what its trainer wrote
 */
public record JobPage(
    Frame frame, JobView job, JobFacts facts, EventList events, List<JobRow> others, String log) {
  public JobPage {
    others = List.copyOf(others);
  }
}
