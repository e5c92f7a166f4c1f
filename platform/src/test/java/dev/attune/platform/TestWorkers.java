package dev.attune.platform;

import dev.attune.platform.process.WorkerCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Worker programs from the class path of the tests. */
public final class TestWorkers {
  private TestWorkers() {}

  public static WorkerCommand command() {
    return new WorkerCommand(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path")),
        Optional.empty(),
        false);
  }
}
