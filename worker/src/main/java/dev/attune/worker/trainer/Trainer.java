package dev.attune.worker.trainer;

import dev.attune.protocol.Control;
import dev.attune.protocol.Exit;
import dev.attune.protocol.JobSpec;
import dev.attune.protocol.Report;
import dev.attune.protocol.ReportLog;
import dev.attune.protocol.RunDirectory;
import dev.attune.torch.Torch;
import dev.attune.training.TrainingLoop;
import dev.attune.training.TrainingPlan;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/** One training from its run directory: begins it or goes on with it, and says how it ended. */
public final class Trainer {
  private final RunDirectory run;
  private final JobSpec spec;
  private final RunClock clock;

  private Trainer(RunDirectory run, InstantSource clock) {
    this.run = run;
    this.spec = run.spec();
    this.clock = RunClock.of(run, clock);
  }

  /** The trainer of a run whose lock the caller holds. */
  public static Trainer of(RunDirectory run) {
    return of(run, InstantSource.system());
  }

  static Trainer of(RunDirectory run, InstantSource clock) {
    return new Trainer(run, clock);
  }

  /**
   * Trains. When this returns, {@code exit.json} says how it ended, unless the run is somebody
   * else's now.
   */
  public void run() {
    if (run.exit().filter(exit -> exit.fence() == spec.fence()).isPresent()) {
      return;
    }
    run.checkpoints().sweep();
    try (ReportLog log = run.openReportLog(spec.fence(), clock)) {
      Optional<Exit> exit = exit(log);
      log.sync();
      exit.ifPresent(run::exit);
    }
  }

  /** Empty when the control plane wants no word any more. */
  private Optional<Exit> exit(ReportLog log) {
    try {
      return Optional.of(train(log));
    } catch (Orders.StopNow stop) {
      return Optional.empty();
    } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
      e.printStackTrace(System.err); // the log of this run
      return Optional.of(Failures.exit(spec.fence(), e));
    }
  }

  private Exit train(ReportLog log) {
    Orders orders = new Orders(run, spec.fence());
    orders.now();
    Thread.ofPlatform().name("libtorch").daemon().start(Torch::load); // as long as reading takes
    RunData data = RunData.load(spec, clock.begun(), orders::now);
    RunReporter reporter =
        new RunReporter(
            run.checkpoints(),
            log,
            orders,
            new RunReporter.Plan(
                data.plan(), spec.checkpointEverySeconds(), RunReporter.Learns.of(spec.method())),
            System::nanoTime);
    try (RunModel model = RunModel.load(spec);
        TrainingLoop training = training(model, data, reporter)) {
      log.append(started(training, data.plan(), model));
      clock.start();
      if (training.firstStep() > 1) {
        // The trainer before may have died before it could tell of the checkpoint.
        reporter.saved(training.firstStep() - 1);
      }
      int last = orders.now() == Control.Command.PAUSE ? training.firstStep() - 1 : training.run();
      return last < data.plan().totalSteps()
          ? new Exit.Paused(spec.fence(), last)
          : succeeded(data.plan());
    }
  }

  private TrainingLoop training(RunModel model, RunData data, RunReporter reporter) {
    return new TrainingLoop(
        model.tuning(), data.forTraining(), RunOptions.of(spec), resumeFrom(), reporter);
  }

  /** The newest checkpoint that is whole; older ones stand in for a damaged one. */
  private Optional<Path> resumeFrom() {
    OptionalInt newest = run.checkpoints().newestWhole();
    return newest.isPresent()
        ? Optional.of(run.checkpoints().folder(newest.getAsInt()))
        : Optional.empty();
  }

  private Report.Started started(TrainingLoop training, TrainingPlan plan, RunModel model) {
    return new Report.Started(
        plan.totalSteps(),
        training.firstStep() - 1,
        model.parameters(),
        training.trainableParameters(),
        plan.tokensPerEpoch(),
        spec.slot().device());
  }

  private Exit succeeded(TrainingPlan plan) {
    long tokens = plan.tokensPerEpoch() * spec.optimization().nEpochs();
    return new Exit.Succeeded(spec.fence(), plan.totalSteps(), tokens);
  }
}
