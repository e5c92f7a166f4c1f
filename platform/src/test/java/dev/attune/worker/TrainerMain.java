package dev.attune.worker;

import dev.attune.protocol.Control;
import dev.attune.protocol.Exit;
import dev.attune.protocol.JobSpec;
import dev.attune.protocol.Report;
import dev.attune.protocol.ReportLog;
import dev.attune.protocol.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;

/**
 * Stands where the real trainer would and speaks the same protocol: it counts steps, saves
 * checkpoints and does what {@code trainer.properties} in the model's directory says.
 */
public final class TrainerMain {
  private static final int TOKENS_PER_STEP = 100;

  private final RunDirectory run;
  private final JobSpec spec;
  private final Properties wishes = new Properties();

  private TrainerMain(RunDirectory run) throws IOException {
    this.run = run;
    this.spec = run.spec();
    Path file = Path.of(spec.base().directory(), "trainer.properties");
    if (Files.exists(file)) {
      try (var in = Files.newBufferedReader(file)) {
        wishes.load(in);
      }
    }
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    RunDirectory run = new RunDirectory(Path.of(arguments[0]));
    Optional<RunDirectory.RunLock> lock = run.lock();
    if (lock.isEmpty()) {
      System.exit(3);
    }
    try (RunDirectory.RunLock _ = lock.get()) {
      new TrainerMain(run).train();
    }
  }

  private void train() throws IOException, InterruptedException {
    int perEpoch = 4;
    int total = perEpoch * spec.optimization().nEpochs();
    OptionalInt checkpoint = run.checkpoints().newestWhole();
    try (ReportLog log = run.openReportLog(spec.fence(), InstantSource.system())) {
      int first = checkpoint.orElse(0) + 1;
      log.append(new Report.Started(total, first - 1, 10, 5, 1000, "cpu"));
      for (int step = first; step <= total; step++) {
        Thread.sleep(number("millis", 5));
        waitToGoOn(step);
        Control control = run.control();
        if (control.fence() != spec.fence() || control.command() == Control.Command.CANCEL) {
          ignoreOrLeave();
        }
        dieIfWished(step);
        log.append(step(step, (step - 1) / perEpoch + 1, step % perEpoch == 0));
        if (step % perEpoch == 0) {
          save(step);
          log.append(new Report.CheckpointSaved(step, step / perEpoch));
        }
        if (control.command() == Control.Command.PAUSE) {
          save(step);
          run.exit(new Exit.Paused(spec.fence(), step));
          return;
        }
      }
      if (wishes.containsKey("fail")) {
        run.exit(
            new Exit.Failed(spec.fence(), wishes.getProperty("fail"), "Try something else.", null));
        return;
      }
      run.exit(new Exit.Succeeded(spec.fence(), total, (long) total * TOKENS_PER_STEP));
    }
  }

  /** With the wish {@code hold}, does not begin its second step before a file says so. */
  private void waitToGoOn(int step) throws InterruptedException {
    Path goOn = Path.of(spec.base().directory(), "go-on");
    while (step == 2 && wishes.containsKey("hold") && Files.notExists(goOn)) {
      Thread.sleep(10);
    }
  }

  private static Report.StepDone step(int step, int epoch, boolean endsEpoch) {
    Report.Metrics train = new Report.Metrics(4.0 / step, 0.5, null);
    Report.Metrics full = endsEpoch ? new Report.Metrics(5.0 / step, 0.25, null) : null;
    return new Report.StepDone(
        step, epoch, train, null, full, 1e-3, 1, TOKENS_PER_STEP, 0.005, null);
  }

  private void save(int step) {
    run.checkpoints()
        .save(
            step,
            folder -> {
              Files.writeString(folder.resolve("adapter_config.json"), "{}");
              Files.writeString(folder.resolve("adapter_model.safetensors"), "step " + step);
              Files.writeString(folder.resolve("optimizer.safetensors"), "moments");
              Files.writeString(folder.resolve("trainer_state.json"), "{}");
            });
  }

  /** Dies at a step, as often as wished over all trainers of the run. */
  private void dieIfWished(int step) throws IOException {
    Path deaths = run.root().resolve("deaths");
    int died = Files.exists(deaths) ? Files.readString(deaths).length() : 0;
    if (step == number("die-at", 0) && died < number("deaths", 1)) {
      Files.writeString(deaths, "x".repeat(died + 1));
      Runtime.getRuntime().halt(137);
    }
  }

  private void ignoreOrLeave() {
    if (!wishes.containsKey("stubborn")) {
      Runtime.getRuntime().halt(0);
    }
  }

  private int number(String name, int usual) {
    return Integer.parseInt(wishes.getProperty(name, Integer.toString(usual)));
  }
}
