package dev.attune.server.pages;

import dev.attune.platform.jobs.JobEvent;
import java.util.Locale;

/** Something that happened to a job. */
public record EventRow(String id, String time, String level, String message) {

  static EventRow of(JobEvent event) {
    return new EventRow(
        event.id(),
        Words.exactTime(event.createdAt()),
        event.level().name().toLowerCase(Locale.ROOT),
        event.message());
  }
}
