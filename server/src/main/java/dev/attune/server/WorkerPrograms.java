package dev.attune.server;

import dev.attune.platform.process.WorkerCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The worker programs of an installation. */
final class WorkerPrograms {
  private WorkerPrograms() {}

  static WorkerCommand in(Path home) {
    Path jar = home.toAbsolutePath().resolve("lib").resolve("attune-worker.jar");
    if (!Files.exists(jar)) {
      throw new StartException(
          "The worker programs are not part of this installation: %s is missing. Use the 'attune' of a whole one."
              .formatted(jar));
    }
    return new WorkerCommand(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules",
            "jdk.incubator.vector",
            // Else tensors of more than twice the Java heap end the worker.
            "-Dorg.bytedeco.javacpp.maxBytes=0",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-cp",
            jar.toString()));
  }
}
