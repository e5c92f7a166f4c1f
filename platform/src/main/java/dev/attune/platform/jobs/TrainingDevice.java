package dev.attune.platform.jobs;

import dev.attune.protocol.JobSpec;

/**
 * Where jobs train: this machine's own cores, or an accelerator.
 *
 * @param id as libtorch spells it, which clients name as {@code attune.device}
 * @param name for people
 * @param compute the numbers that models compute in there
 * @param jobs that train there at once
 * @param threads that each keeps busy
 * @param memory bytes for all of them, on the device itself
 */
public record TrainingDevice(
    String id, String name, JobSpec.Compute compute, int jobs, int threads, long memory) {
  public static final String CPU = "cpu";

  /** This machine's cores. */
  public static TrainingDevice cpu(int jobs, int threads, long memory) {
    return new TrainingDevice(CPU, "this machine", JobSpec.Compute.F32, jobs, threads, memory);
  }

  JobSpec.Slot slot() {
    return new JobSpec.Slot(id, compute, threads);
  }
}
