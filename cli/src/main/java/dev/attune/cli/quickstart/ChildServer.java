package dev.attune.cli.quickstart;

import dev.attune.cli.session.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that runs as a child process. */
public final class ChildServer implements ServerLauncher.Launched {
  /** The server drains for up to 30 s. */
  private static final int SECONDS_TO_STOP = 35;

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Process process;

  private ChildServer(Process process) {
    this.process = process;
  }

  /** A {@link ServerLauncher}. */
  public static ServerLauncher.Launched launch(List<String> command, Path log) {
    try {
      Files.createDirectories(log.getParent());
      Files.deleteIfExists(log);
      Files.createFile(log, OWNER_ONLY); // the server prints its first key
      return new ChildServer(
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start());
    } catch (IOException e) {
      throw CliException.refused("The server cannot be started: " + e.getMessage());
    }
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void stop() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
