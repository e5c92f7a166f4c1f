package dev.attune.cli.doctor;

import dev.attune.wire.doctor.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether the worker programs are there with all that they run with, libtorch above all. */
record LibtorchCheck(WorkerJar worker) implements Check {
  private static final String NAME = "libtorch";
  private static final String BUILD = "Build again: ./mvnw -DskipTests package";

  @Override
  public Finding look() {
    Optional<List<Path>> jars = worker.companions();
    if (jars.isEmpty()) {
      return Finding.problem(
          NAME, "%s is missing or cannot be read".formatted(worker.path()), BUILD);
    }
    Optional<Path> missing =
        jars.get().stream().filter(jar -> !Files.isRegularFile(jar)).findFirst();
    if (missing.isPresent()) {
      return Finding.problem(NAME, "%s is missing".formatted(missing.get()), BUILD);
    }
    return jars.get().stream()
        .filter(WorkerJar::isLibtorch)
        .findFirst()
        .map(jar -> Finding.ok(NAME, jar.getFileName().toString()))
        .orElseGet(
            () -> Finding.problem(NAME, "%s names no libtorch".formatted(worker.path()), BUILD));
  }
}
