package dev.attune.platform.jobs;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.models.BaseModel;
import dev.attune.platform.models.TunedModel.Tuning;
import java.util.List;

/**
 * The part of the machine that jobs share: each runs on its share of the cores, and all together
 * never need more memory than there is.
 *
 * @param jobs that train at once
 * @param threads cores that each keeps busy
 * @param memory bytes for all of them
 */
public record Slots(int jobs, int threads, long memory) {
  private static final double GIB = 1L << 30;
  private static final int MOMENTS = 2;

  /** Whether another job may begin beside those that run. One alone always may. */
  public boolean admits(List<Job> running, Job next) {
    long held = running.stream().mapToLong(Slots::bytes).sum();
    return running.isEmpty() || (running.size() < jobs && held + bytes(next) <= memory);
  }

  private static long bytes(Job job) {
    return job.plan() == null ? 0 : job.plan().bytes();
  }

  /**
   * Refuses what could not begin with the shortest example.
   *
   * @throws PlatformException {@code INSUFFICIENT_MEMORY}
   */
  void checkAtLeast(BaseModel base, Tuning tuning) {
    long copies =
        switch (tuning) {
          case LORA -> 1;
          case FULL -> 1 + MOMENTS + threads;
        };
    long bytes = copies * base.parameters() * Float.BYTES;
    if (bytes > memory) {
      throw new PlatformException(
          ErrorCode.INSUFFICIENT_MEMORY, "model", tooLarge(base.name(), tuning, bytes));
    }
  }

  /** The sentence of a job that does not fit. */
  public String tooLarge(String model, Tuning tuning, long bytes) {
    String other =
        switch (tuning) {
          case LORA -> "a smaller model, a shorter attune.max_sequence_length";
          case FULL -> "attune.tuning lora, a smaller model";
        };
    return "%s tuning of %s needs %.1f GiB of memory, and jobs may have %.1f GiB of this machine. Choose %s, or raise --job-memory-bytes."
        .formatted(
            tuning == Tuning.LORA ? "LoRA" : "Full", model, bytes / GIB, memory / GIB, other);
  }
}
