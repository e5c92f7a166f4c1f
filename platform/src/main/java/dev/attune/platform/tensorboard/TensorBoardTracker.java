package dev.attune.platform.tensorboard;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.Tracking;
import dev.attune.platform.tracking.Outcome;
import dev.attune.platform.tracking.Telling;
import dev.attune.platform.tracking.Tracker;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/**
 * Writes an event file into the run directory of each job, {@code tensorboard/} in it. What it
 * remembers is the length of the file: whatever a crash left behind that is cut off before more is
 * written, so no point is lost and none is there twice.
 */
public final class TensorBoardTracker implements Tracker {
  private final Path runs;

  /** {@code runs} has a folder for each job. */
  public TensorBoardTracker(Path runs) {
    this.runs = runs;
  }

  @Override
  public Outcome begin(Job job, Tracking tracking) throws InterruptedException {
    return writing(() -> file(job).write(0, EventRecords.first(job.createdAt())));
  }

  @Override
  public Outcome tell(Telling telling) throws InterruptedException {
    long length = Long.parseLong(telling.memory());
    byte[] records = EventRecords.of(telling.points());
    if (records.length == 0) {
      return new Outcome.Taken(telling.memory(), null);
    }
    return writing(() -> file(telling.job()).write(length, records));
  }

  /** TensorBoard takes every file for its own that has this word in its name. */
  private EventFile file(Job job) {
    return new EventFile(
        runs.resolve(job.id())
            .resolve("tensorboard")
            .resolve("events.out.tfevents.%d.attune".formatted(job.createdAt().getEpochSecond())));
  }

  @FunctionalInterface
  private interface Writing {
    long length() throws IOException;
  }

  private static Outcome writing(Writing writing) throws InterruptedException {
    try {
      return new Outcome.Taken(Long.toString(writing.length()), null);
    } catch (ClosedByInterruptException e) {
      boolean _ = Thread.interrupted();
      throw new InterruptedException();
    } catch (IOException e) {
      return new Outcome.Refused("The event file cannot be written: %s.".formatted(e));
    }
  }
}
