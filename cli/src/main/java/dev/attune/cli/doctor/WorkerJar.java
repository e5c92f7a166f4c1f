package dev.attune.cli.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * The worker programs of an installation: their jar names the jars that they run with.
 *
 * @param path of the jar, which need not be there
 */
record WorkerJar(Path path) {
  private static final Pattern LIBTORCH =
      Pattern.compile("pytorch-[0-9].*-[a-z]+-[a-z0-9_]+.*\\.jar");
  private static final Pattern CUDA = Pattern.compile("pytorch-\\S+-gpu\\.jar");

  static WorkerJar in(Path home) {
    return new WorkerJar(home.resolve("lib").resolve("attune-worker.jar"));
  }

  /** Where the jars that it names must lie; empty when it cannot be read. */
  Optional<List<Path>> companions() {
    try (JarFile file = new JarFile(path.toFile())) {
      return Optional.ofNullable(file.getManifest())
          .map(Manifest::getMainAttributes)
          .map(named -> named.getValue(Attributes.Name.CLASS_PATH))
          .map(names -> List.of(names.strip().split("\\s+", -1)).stream())
          .map(names -> names.map(path::resolveSibling).toList());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** True of the jar with libtorch's own code for one kind of machine. */
  static boolean isLibtorch(Path jar) {
    return LIBTORCH.matcher(jar.getFileName().toString()).matches();
  }

  boolean hasCuda() {
    return companions().orElse(List.of()).stream()
        .anyMatch(jar -> CUDA.matcher(jar.getFileName().toString()).matches());
  }
}
