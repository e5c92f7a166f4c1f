package dev.attune.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One job's folder. The control plane writes the specification and the control; the trainer all the
 * rest.
 */
public final class RunDirectory {
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
   * Takes the right to be this run's trainer, which ends with the process at the latest. Empty:
   * another trainer lives.
   */
  public Optional<RunLock> lock() {
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new RunLock(channel));
    } catch (IOException e) {
      throw cannotWrite(root.resolve("lock"), e);
    }
  }

  /** True while some process is this run's trainer. */
  public boolean hasTrainer() {
    Optional<RunLock> free = lock();
    free.ifPresent(RunLock::close);
    return free.isEmpty();
  }

  /** Held by the one live trainer of a run. */
  public static final class RunLock implements AutoCloseable {
    private final FileChannel channel;

    private RunLock(FileChannel channel) {
      this.channel = channel;
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

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private Path specFile() {
    return root.resolve("job.json");
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
