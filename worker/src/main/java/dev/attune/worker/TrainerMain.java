package dev.attune.worker;

import dev.attune.protocol.RunDirectory;
import dev.attune.worker.trainer.Trainer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Trains one job: takes a run directory, does what its {@code job.json} says and tells everything
 * through it. It needs nobody while it runs.
 */
public final class TrainerMain {
  /** Another process is the run's trainer; this one has done nothing. */
  private static final int NOT_MY_TURN = 3;

  private TrainerMain() {}

  /**
   * Runs the training to its end.
   *
   * @param arguments the run directory
   */
  public static void main(String[] arguments) {
    RunDirectory run = new RunDirectory(Path.of(arguments[0]));
    Optional<RunDirectory.RunLock> lock = run.lock();
    if (lock.isEmpty()) {
      System.exit(NOT_MY_TURN);
    }
    try (RunDirectory.RunLock _ = lock.get()) {
      Trainer.of(run).run();
    }
  }
}
