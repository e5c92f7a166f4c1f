package dev.attune.platform.run;

import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.jobs.Job;
import dev.attune.platform.jobs.Slots;
import dev.attune.protocol.RunPlan;
import java.util.List;
import java.util.Objects;

/** Says what a job would need before there is one: its numbers, its memory and its time. */
public final class Estimates {
  private final Preparation preparation;
  private final Slots slots;

  Estimates(Preparation preparation, Slots slots) {
    this.preparation = preparation;
    this.slots = slots;
  }

  /**
   * What a job would need.
   *
   * @param job with all that was left open; it is not stored
   * @param memory bytes that jobs may have
   * @param seconds of all steps together
   */
  public record Estimate(
      Job job, RunPlan.Need need, long memory, int steps, double seconds, List<String> warnings) {
    public Estimate {
      warnings = List.copyOf(warnings);
    }

    public boolean fits() {
      return need.bytes() <= memory;
    }
  }

  /**
   * Estimates a draft of a job; measures for some seconds.
   *
   * @param progress is told how far it is
   * @throws PlatformException when no such job can be
   */
  public Estimate of(Job draft, ReadProgress progress) {
    try {
      Preparation.Prepared prepared = preparation.prepare(draft, true, progress);
      return new Estimate(
          prepared.job(),
          prepared.need(),
          slots.memory(prepared.job()),
          prepared.steps(),
          seconds(prepared),
          prepared.warnings());
    } catch (Preparation.Refusal refusal) {
      throw PlatformException.invalid(refusal.error().param(), refusal.error().message());
    }
  }

  private static double seconds(Preparation.Prepared prepared) {
    Job job = prepared.job();
    double work =
        FinishEstimate.work(
            Objects.requireNonNull(job.counts()),
            Objects.requireNonNull(job.hyperparameters().nEpochs()));
    return work * Objects.requireNonNull(prepared.secondsPerToken());
  }
}
