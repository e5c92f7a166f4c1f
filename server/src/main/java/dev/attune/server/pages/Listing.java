package dev.attune.server.pages;

import dev.attune.platform.jobs.StateName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list of jobs shows.
 *
 * @param text that is searched for
 * @param state that is filtered by, empty for all
 * @param query of the URL of these rows
 * @param next the same of those behind, null when there are none
 */
public record Listing(
    List<JobRow> rows,
    String text,
    String state,
    List<StateName> states,
    String query,
    @Nullable String next) {
  public Listing {
    rows = List.copyOf(rows);
    states = List.copyOf(states);
  }

  public boolean isSearch() {
    return !text.isEmpty() || !state.isEmpty();
  }
}
