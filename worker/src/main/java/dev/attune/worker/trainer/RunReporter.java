package dev.attune.worker.trainer;

import dev.attune.protocol.Checkpoints;
import dev.attune.protocol.Control;
import dev.attune.protocol.JobSpec;
import dev.attune.protocol.Report;
import dev.attune.protocol.ReportLog;
import dev.attune.protocol.RunDirectory;
import dev.attune.training.LossSum;
import dev.attune.training.TrainingListener;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Between the training loop and the run directory: reports steps, keeps checkpoints and obeys the control plane. */
final class RunReporter implements TrainingListener {
  private final RunDirectory run;
  private final JobSpec spec;
  private final ReportLog log;
  private final KeptCheckpoints kept;
  private final LongSupplier nanoTime;
  private long savedAt;
  private boolean pausing;

  RunReporter(
      RunDirectory run,
      JobSpec spec,
      ReportLog log,
      KeptCheckpoints kept,
      LongSupplier nanoTime) {
    this.run = run;
    this.spec = spec;
    this.log = log;
    this.kept = kept;
    this.nanoTime = nanoTime;
    this.savedAt = nanoTime.getAsLong();
  }

  /** True when the training stopped because a pause was asked for. */
  boolean paused() {
    return pausing;
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
            step.seconds()));
  }

  @Override
  public Wish wish(int step) {
    Control control = run.control();
    if (control.fence() != spec.fence() || control.command() == Control.Command.CANCEL) {
      throw new StopNow();
    }
    if (control.command() == Control.Command.PAUSE) {
      pausing = true;
      return Wish.SAVE_AND_STOP;
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - savedAt);
    return seconds >= spec.checkpointEverySeconds() ? Wish.SAVE : Wish.GO_ON;
  }

  @Override
  public void save(int step, @Nullable Integer endOfEpoch, CheckpointContent content) {
    Checkpoints checkpoints = run.checkpoints();
    checkpoints.save(step, content::writeTo);
    log.append(new Report.CheckpointSaved(step, endOfEpoch));
    kept.prune(checkpoints);
    savedAt = nanoTime.getAsLong();
  }

  private static Report.Metrics metrics(LossSum sum) {
    return new Report.Metrics(sum.meanLoss(), sum.meanTokenAccuracy());
  }

  /** The run is somebody else's now, or nobody's: this process ends without another word. */
  static final class StopNow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StopNow() {
      super("The control plane wants this trainer to end");
    }
  }
}
