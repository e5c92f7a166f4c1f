package dev.attune.worker.trainer;

import dev.attune.protocol.Checkpoints;
import dev.attune.protocol.Control;
import dev.attune.protocol.JobSpec;
import dev.attune.protocol.Report;
import dev.attune.protocol.ReportLog;
import dev.attune.training.LossSum;
import dev.attune.training.TrainingListener;
import dev.attune.training.TrainingPlan;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Between the training loop and the run directory: reports steps, keeps checkpoints and obeys the
 * control plane.
 */
final class RunReporter implements TrainingListener {
  private final Checkpoints checkpoints;
  private final ReportLog log;
  private final Orders orders;
  private final Plan plan;
  private final LongSupplier nanoTime;
  private long savedAt;

  /**
   * When to save.
   *
   * @param training says which steps end an epoch
   * @param everySeconds how much work a crash may cost
   * @param learns what is measured
   */
  record Plan(TrainingPlan training, int everySeconds, Learns learns) {}

  /** What examples are about, and so what can be said of them. */
  enum Learns {
    TOKENS,
    PAIRS;

    static Learns of(JobSpec.Method method) {
      return switch (method) {
        case JobSpec.Method.Supervised _ -> TOKENS;
        case JobSpec.Method.Preference _ -> PAIRS;
      };
    }

    private Report.@Nullable Rewards rewards(LossSum sum) {
      if (this == TOKENS) {
        return null;
      }
      LossSum.Rewards mean = sum.rewards().over(sum.count());
      return new Report.Rewards(mean.margin(), mean.chosen(), mean.rejected());
    }
  }

  RunReporter(
      Checkpoints checkpoints, ReportLog log, Orders orders, Plan plan, LongSupplier nanoTime) {
    this.checkpoints = checkpoints;
    this.log = log;
    this.orders = orders;
    this.plan = plan;
    this.nanoTime = nanoTime;
    this.savedAt = nanoTime.getAsLong();
  }

  @Override
  public void stepDone(StepResult step) {
    log.append(
        new Report.StepDone(
            step.step(),
            step.epoch(),
            metrics(step.train()),
            step.valid() == null ? null : metrics(step.valid()),
            step.fullValid() == null ? null : metrics(step.fullValid()),
            step.learningRate(),
            step.gradNorm(),
            step.tokens(),
            step.seconds(),
            ResidentMemory.bytes()));
  }

  @Override
  public Wish wish(int step) {
    if (orders.now() == Control.Command.PAUSE) {
      return Wish.SAVE_AND_STOP;
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - savedAt);
    return seconds >= plan.everySeconds() ? Wish.SAVE : Wish.GO_ON;
  }

  @Override
  public void save(int step, @Nullable Integer endOfEpoch, CheckpointContent content) {
    log.sync(); // a step that a checkpoint holds is never taken, and so never reported, again
    checkpoints.save(step, content::writeTo);
    saved(step);
    new KeptCheckpoints(plan.training().stepsPerEpoch()).prune(checkpoints);
    savedAt = nanoTime.getAsLong();
  }

  /** Tells of a checkpoint on disk. */
  void saved(int step) {
    TrainingPlan training = plan.training();
    log.append(
        new Report.CheckpointSaved(step, training.endsEpoch(step) ? training.epochOf(step) : null));
  }

  private Report.Metrics metrics(LossSum sum) {
    return new Report.Metrics(sum.meanLoss(), sum.accuracy(), plan.learns().rewards(sum));
  }
}
