package dev.attune.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One job's folder. The control plane writes the specification and the control; the trainer all the
 * rest.
 */
public final class RunDirectory {
  private static final int ATTEMPTS = 40;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(25);

  private final Path root;

  public RunDirectory(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  /** Where the trainer's standard output and error go. */
  public Path trainerLog() {
    return root.resolve("trainer.log");
  }

  public Checkpoints checkpoints() {
    return new Checkpoints(root.resolve("checkpoints"));
  }

  /**
   * Prepares the next claim: the specification, {@code RUN} as control, and no exit of an earlier
   * trainer.
   */
  public void prepare(JobSpec spec) {
    try {
      Files.createDirectories(root);
      Files.deleteIfExists(exitFile());
      DurableFiles.replace(specFile(), ProtocolJson.bytes(spec));
      command(new Control(spec.fence(), Control.Command.RUN));
    } catch (IOException e) {
      throw cannotWrite(specFile(), e);
    }
  }

  /** True once {@link #prepare} was done for some claim. */
  public boolean isPrepared() {
    return Files.exists(controlFile());
  }

  public JobSpec spec() {
    return ProtocolJson.read(specFile(), JobSpec.class);
  }

  public void command(Control control) {
    try {
      DurableFiles.replace(controlFile(), ProtocolJson.bytes(control));
    } catch (IOException e) {
      throw cannotWrite(controlFile(), e);
    }
  }

  public Control control() {
    return ProtocolJson.read(controlFile(), Control.class);
  }

  /** The trainer's last word. */
  public void exit(Exit exit) {
    try {
      DurableFiles.replace(exitFile(), ProtocolJson.bytes(exit));
    } catch (IOException e) {
      throw cannotWrite(exitFile(), e);
    }
  }

  /** How the last trainer ended; empty while it runs or when it was killed. */
  public Optional<Exit> exit() {
    return Files.exists(exitFile())
        ? Optional.of(ProtocolJson.read(exitFile(), Exit.class))
        : Optional.empty();
  }

  /** Only the holder of the {@link #lock} may open this. */
  public ReportLog openReportLog(long fence, InstantSource clock) {
    return new ReportLog(root.resolve("report.jsonl"), fence, clock);
  }

  public ReportReader reportReader() {
    return new ReportReader(root.resolve("report.jsonl"));
  }

  /**
   * Takes the right to be this run's trainer, which ends with the process at the latest, and writes
   * down which process that is. Empty: another trainer lives.
   */
  public Optional<RunLock> lock() {
    try {
      Files.createDirectories(root);
      // Whoever only looks for a trainer holds the lock for a moment.
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Optional<RunLock> lock = tryLock();
        if (lock.isPresent()) {
          lock.get().sign();
          return lock;
        }
        LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
      }
      return Optional.empty();
    } catch (IOException e) {
      throw cannotWrite(lockFile(), e);
    }
  }

  /** True while some process is this run's trainer. */
  public boolean hasTrainer() {
    if (!Files.exists(lockFile())) {
      return false;
    }
    try {
      Optional<RunLock> free = tryLock();
      free.ifPresent(RunLock::close);
      return free.isEmpty();
    } catch (IOException e) {
      throw cannotWrite(lockFile(), e);
    }
  }

  /** The process that is this run's trainer. */
  public Optional<ProcessHandle> findTrainer() {
    if (!hasTrainer()) {
      return Optional.empty();
    }
    try {
      String pid = Files.readString(lockFile()).strip();
      return pid.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
    } catch (IOException | NumberFormatException e) {
      throw new ProtocolException("%s names no process: %s".formatted(lockFile(), e), e);
    }
  }

  /** Held by the one live trainer of a run. */
  public static final class RunLock implements AutoCloseable {
    private final FileChannel channel;

    private RunLock(FileChannel channel) {
      this.channel = channel;
    }

    private void sign() throws IOException {
      channel.truncate(0);
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
      channel.write(ByteBuffer.wrap(pid), 0);
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Optional<RunLock> tryLock() throws IOException {
    FileChannel channel =
        FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (isLocked(channel)) {
      return Optional.of(new RunLock(channel));
    }
    channel.close();
    return Optional.empty();
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private Path specFile() {
    return root.resolve("job.json");
  }

  private Path lockFile() {
    return root.resolve("lock");
  }

  private Path controlFile() {
    return root.resolve("control.json");
  }

  private Path exitFile() {
    return root.resolve("exit.json");
  }

  private static ProtocolException cannotWrite(Path file, IOException cause) {
    return new ProtocolException("%s cannot be written: %s".formatted(file, cause), cause);
  }
}
