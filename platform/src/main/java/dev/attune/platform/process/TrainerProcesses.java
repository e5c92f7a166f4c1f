package dev.attune.platform.process;

import dev.attune.protocol.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts, finds and ends trainers on this machine. A trainer is a session of its own, so that it
 * outlives the server; it is found again by the lock on its run directory. This never decides that
 * a job failed.
 */
public final class TrainerProcesses {
  private static final String MAIN = "dev.attune.worker.TrainerMain";
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final Duration GRACE = Duration.ofSeconds(4);

  private final WorkerCommand command;

  public TrainerProcesses(WorkerCommand command) {
    this.command = command;
  }

  /** Starts a trainer for a prepared run directory. */
  public Process launch(RunDirectory run) {
    ProcessBuilder builder =
        command
            .quick(MAIN, "1g", List.of(run.root().toString()))
            .directory(run.root().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(run.trainerLog().toFile()));
    if (Files.isExecutable(SETSID)) {
      builder.command().addFirst(SETSID.toString());
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends a run's trainer and everything it started, within seconds: first by asking, then by force.
   *
   * @param launched the process that was started for it, if this server started it
   */
  public void end(RunDirectory run, Optional<ProcessHandle> launched) {
    List<ProcessHandle> tree =
        Stream.concat(launched.stream(), run.findTrainer().stream())
            .distinct()
            .flatMap(trainer -> Stream.concat(Stream.of(trainer), trainer.descendants()))
            .toList();
    tree.stream().limit(1).forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + GRACE.toNanos();
    for (ProcessHandle process : tree) {
      waitUntil(process, deadline);
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static void waitUntil(ProcessHandle process, long deadline) {
    try {
      long left = Math.max(0, deadline - System.nanoTime());
      process.onExit().get(left, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      // Force follows.
    }
  }
}
