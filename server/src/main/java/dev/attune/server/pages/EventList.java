package dev.attune.server.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a job's events, newest first.
 *
 * @param after the id behind which these come, empty for the newest
 * @param next the id behind which the older ones come, null when there are none
 */
public record EventList(String job, String after, List<EventRow> events, @Nullable String next) {
  public EventList {
    events = List.copyOf(events);
  }
}
