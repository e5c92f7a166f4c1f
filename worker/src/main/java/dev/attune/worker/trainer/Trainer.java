package dev.attune.worker.trainer;

import dev.attune.data.check.TrainingFileException;
import dev.attune.data.failure.DataException;
import dev.attune.model.ModelException;
import dev.attune.protocol.Checkpoints;
import dev.attune.protocol.Control;
import dev.attune.protocol.Exit;
import dev.attune.protocol.JobSpec;
import dev.attune.protocol.Report;
import dev.attune.protocol.ReportLog;
import dev.attune.protocol.RunDirectory;
import dev.attune.torch.TorchException;
import dev.attune.training.SupervisedTraining;
import dev.attune.training.TrainingException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One training from its run directory: begins it or goes on with it, and says how it ended. */
public final class Trainer {
  private final RunDirectory run;
  private final JobSpec spec;

  private Trainer(RunDirectory run, JobSpec spec) {
    this.run = run;
    this.spec = spec;
  }

  /** The trainer of a run whose lock the caller holds. */
  public static Trainer of(RunDirectory run) {
    return new Trainer(run, run.spec());
  }

  /**
   * Trains. When this returns, {@code exit.json} says how it ended, unless the run is somebody
   * else's now.
   */
  public void run() {
    run.checkpoints().sweep();
    try (ReportLog log = run.openReportLog(spec.fence(), InstantSource.system())) {
      Optional<Exit> exit = exit(log);
      exit.ifPresent(run::exit);
    }
  }

  /** Empty when the control plane wants no word any more. */
  private Optional<Exit> exit(ReportLog log) {
    try {
      return Optional.of(train(log));
    } catch (RunReporter.StopNow stop) {
      return Optional.empty();
    } catch (TrainingFileException e) {
      return failed(e.code(), e, e.param());
    } catch (DataException | ModelException e) {
      return failed("invalid_model", e, "model");
    } catch (TrainingException e) {
      return failed(
          switch (e.reason()) {
            case LOSS_NOT_FINITE -> "loss_not_finite";
            case CHECKPOINT_MISMATCH -> "checkpoint_mismatch";
          },
          e,
          null);
    } catch (TorchException e) {
      return failed("engine_error", e, null);
    } catch (OutOfMemoryError e) {
      return failed("out_of_memory", outOfMemory(e), null);
    }
  }

  private Exit train(ReportLog log) {
    stopUnlessWanted();
    RunData data = RunData.load(spec);
    try (RunModel model = RunModel.load(spec)) {
      KeptCheckpoints kept = new KeptCheckpoints(data.plan().stepsPerEpoch());
      RunReporter reporter = new RunReporter(run, spec, log, kept, System::nanoTime);
      try (SupervisedTraining training =
          new SupervisedTraining(
              model.tuning(), data.forTraining(), RunOptions.of(spec), resumeFrom(), reporter)) {
        log.append(
            new Report.Started(
                data.plan().totalSteps(),
                training.firstStep() - 1,
                model.parameters(),
                training.trainableParameters(),
                data.plan().tokensPerEpoch(),
                "cpu"));
        int last = training.run();
        return reporter.paused() && last < data.plan().totalSteps()
            ? new Exit.Paused(spec.fence(), last)
            : succeeded(data, last);
      }
    }
  }

  private Exit succeeded(RunData data, int finalStep) {
    long tokens = data.plan().tokensPerEpoch() * spec.optimization().nEpochs();
    return new Exit.Succeeded(spec.fence(), finalStep, tokens);
  }

  private void stopUnlessWanted() {
    Control control = run.control();
    if (control.fence() != spec.fence() || control.command() == Control.Command.CANCEL) {
      throw new RunReporter.StopNow();
    }
  }

  /** The newest checkpoint that is whole; older ones stand in for a damaged one. */
  private Optional<Path> resumeFrom() {
    Checkpoints checkpoints = run.checkpoints();
    OptionalInt newest = checkpoints.newestWhole();
    return newest.isEmpty() ? Optional.empty() : Optional.of(checkpoints.folder(newest.getAsInt()));
  }

  private Optional<Exit> failed(String code, Throwable cause, @Nullable String param) {
    cause.printStackTrace(System.err); // the log of this run
    return Optional.of(
        new Exit.Failed(spec.fence(), code, String.valueOf(cause.getMessage()), param));
  }

  private static IllegalStateException outOfMemory(OutOfMemoryError cause) {
    return new IllegalStateException(
        "The trainer ran out of memory. Try a shorter attune.max_sequence_length, a smaller batch_size, a smaller model, or fewer jobs at once.",
        cause);
  }
}
