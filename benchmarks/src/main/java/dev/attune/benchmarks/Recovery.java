package dev.attune.benchmarks;

import dev.attune.protocol.Report;
import dev.attune.protocol.ReportLine;
import java.time.Duration;
import java.util.List;

/**
 * What the death of a trainer cost.
 *
 * @param seconds from the kill to the end of the step that was the last before it
 * @param steps that were done again, because no checkpoint held them
 * @param stepSeconds how long these took
 */
record Recovery(double seconds, int steps, double stepSeconds) {

  /** What starting again took by itself. */
  double withoutSteps() {
    return seconds - stepSeconds;
  }

  /** Kills the trainer so long after its first checkpoint, and waits until it is there again. */
  static Recovery measure(ServedJob job, Duration afterCheckpoint) {
    RunReports reports = new RunReports(job);
    reports.await(line -> line.report() instanceof Report.CheckpointSaved);
    pause(afterCheckpoint);
    ProcessHandle trainer = job.run().findTrainer().orElseThrow();
    trainer.destroyForcibly();
    long killed = System.currentTimeMillis();
    trainer.onExit().join();
    reports.read();
    long next = reports.last().fence() + 1;
    int lastStep = reports.steps(0).getLast().step();
    ReportLine again =
        reports.await(line ->
            line.fence() >= next
                && line.report() instanceof Report.StepDone done
                && done.step() == lastStep);
    List<Report.StepDone> redone =
        reports.steps(next).stream().filter(step -> step.step() <= lastStep).toList();
    return new Recovery(
        (again.atMillis() - killed) / 1e3,
        redone.size(),
        redone.stream().mapToDouble(Report.StepDone::seconds).sum());
  }

  private static void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
