package dev.attune.platform.jobs;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a job is in its life. The last three are ends: reached once and never left. */
public sealed interface JobState {
  /** The files are being checked, and {@code auto} becomes numbers. */
  record ValidatingFiles() implements JobState {}

  /** Waits for its turn. */
  record Queued() implements JobState {}

  /**
   * A trainer works on it.
   *
   * @param estimatedFinish null until the first step is done
   */
  record Running(@Nullable Instant estimatedFinish) implements JobState {}

  /** Stands still on request, with a checkpoint to go on from. */
  record Paused() implements JobState {}

  /**
   * The tuned model can be asked.
   *
   * @param trainedTokens tokens of the rendered training examples, times the epochs
   * @param resultFile the id of the file with its numbers
   */
  record Succeeded(Instant finishedAt, long trainedTokens, String resultFile) implements JobState {}

  /** Something was wrong. */
  record Failed(Instant finishedAt, JobError error) implements JobState {}

  /** Ended on request. */
  record Cancelled(Instant finishedAt) implements JobState {}

  /** True when nothing ever follows. */
  default boolean isEnd() {
    return switch (this) {
      case ValidatingFiles _, Queued _, Running _, Paused _ -> false;
      case Succeeded _, Failed _, Cancelled _ -> true;
    };
  }

  /** When the end was reached; empty before. */
  default Optional<Instant> end() {
    return switch (this) {
      case ValidatingFiles _, Queued _, Running _, Paused _ -> Optional.empty();
      case Succeeded(Instant at, _, _) -> Optional.of(at);
      case Failed(Instant at, _) -> Optional.of(at);
      case Cancelled(Instant at) -> Optional.of(at);
    };
  }

  /** Whether a job may go from this state to another. */
  default boolean mayBecome(JobState next) {
    return switch (this) {
      case ValidatingFiles _ -> next instanceof Queued || isBrokenOff(next);
      case Queued _ -> next instanceof Running || next instanceof Paused || isBrokenOff(next);
      case Running _ ->
          next instanceof Running
              || next instanceof Queued
              || next instanceof Paused
              || next instanceof Succeeded
              || isBrokenOff(next);
      case Paused _ -> next instanceof Queued || isBrokenOff(next);
      case Succeeded _, Failed _, Cancelled _ -> false;
    };
  }

  private static boolean isBrokenOff(JobState next) {
    return next instanceof Failed || next instanceof Cancelled;
  }
}
