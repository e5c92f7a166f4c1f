package dev.attune.platform.jobs;

import java.util.Locale;

/** The states by name, as the wire and the database call them. */
public enum StateName {
  VALIDATING_FILES,
  QUEUED,
  RUNNING,
  PAUSED,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  public static StateName of(JobState state) {
    return switch (state) {
      case JobState.ValidatingFiles _ -> VALIDATING_FILES;
      case JobState.Queued _ -> QUEUED;
      case JobState.Running _ -> RUNNING;
      case JobState.Paused _ -> PAUSED;
      case JobState.Succeeded _ -> SUCCEEDED;
      case JobState.Failed _ -> FAILED;
      case JobState.Cancelled _ -> CANCELLED;
    };
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
