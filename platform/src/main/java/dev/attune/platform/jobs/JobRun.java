package dev.attune.platform.jobs;

import org.jspecify.annotations.Nullable;

/**
 * What the control plane remembers of a job's trainers.
 *
 * @param fence grows with every claim; what an older trainer says does not count any more
 * @param deaths trainers that ended without a word
 * @param applied the newest report that is stored
 * @param lastStep the newest step that is stored; a resumed trainer tells some steps again
 * @param totalSteps null until a trainer said it
 * @param pausing whether a pause was asked for and is not there yet
 */
public record JobRun(
    long fence,
    int deaths,
    ReportPosition applied,
    int lastStep,
    @Nullable Integer totalSteps,
    boolean pausing) {
  /** Nothing has happened yet. */
  public static final JobRun NEW = new JobRun(0, 0, new ReportPosition(0, 0), 0, null, false);

  /** The same with a new claim. */
  public JobRun claimed() {
    return new JobRun(fence + 1, deaths, applied, lastStep, totalSteps, false);
  }

  /** The same after a trainer ended without a word. */
  public JobRun afterDeath() {
    return new JobRun(fence, deaths + 1, applied, lastStep, totalSteps, pausing);
  }

  public JobRun withPausing(boolean wanted) {
    return new JobRun(fence, deaths, applied, lastStep, totalSteps, wanted);
  }

  public JobRun withApplied(ReportPosition position, int step, @Nullable Integer total) {
    return new JobRun(fence, deaths, position, step, total, pausing);
  }
}
