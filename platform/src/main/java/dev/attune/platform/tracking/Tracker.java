package dev.attune.platform.tracking;

import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.Tracking;

/**
 * Carries jobs to one service. Each call ends within seconds whatever the service does, and may be
 * made again with the same and more, when nobody knows whether it arrived: what has been said once
 * must not count twice there.
 */
public interface Tracker {
  /**
   * Makes the run of a job, or finds the one that an earlier call made.
   *
   * @param tracking how the job's order says it
   * @throws InterruptedException when it was broken off
   */
  Outcome begin(Job job, Tracking tracking) throws InterruptedException;

  /**
   * Tells what happened since.
   *
   * @throws InterruptedException when it was broken off
   */
  Outcome tell(Telling telling) throws InterruptedException;
}
