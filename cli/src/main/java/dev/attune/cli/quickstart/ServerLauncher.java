package dev.attune.cli.quickstart;

import java.nio.file.Path;
import java.util.List;

/** Starts a server as a process of its own. */
@FunctionalInterface
public interface ServerLauncher {

  /**
   * Starts a command that outlives this process unless it is stopped.
   *
   * @param log takes what it prints
   */
  Launched launch(List<String> command, Path log);

  /** A process that was started. */
  interface Launched {
    long pid();

    boolean isAlive();

    /** Ends it and everything it started. */
    void stop();
  }
}
