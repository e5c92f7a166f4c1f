package dev.attune.server;

import dev.attune.platform.process.WorkerCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/** The worker programs of an installation. */
final class WorkerPrograms {
  private static final Pattern CUDA = Pattern.compile("pytorch-\\S+-gpu\\.jar");

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
            jar.toString()),
        archives(home.toAbsolutePath().resolve("archives")),
        hasCuda(jar));
  }

  /**
   * The jar names what it runs with, and natives of {@code -Pcuda} only if it was built so; beside
   * it may lie some that another build left.
   */
  private static boolean hasCuda(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      return manifest != null
          && CUDA.matcher(
                  String.valueOf(manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH)))
              .find();
    } catch (IOException e) {
      return false;
    }
  }

  /** They belong to the jars beside them; where nobody may write, workers start a little slower. */
  private static Optional<Path> archives(Path folder) {
    try {
      Files.createDirectories(folder);
      dropUnfinished(folder);
      return Optional.of(folder).filter(Files::isWritable);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A virtual machine that died while it wrote an archive; another one would not replace it. */
  private static void dropUnfinished(Path folder) throws IOException {
    try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder)) {
      for (Path archive : archives) {
        if (!isFinished(archive)) {
          Files.deleteIfExists(archive);
        }
      }
    }
  }

  /** The beginning of an archive is written last. */
  private static boolean isFinished(Path archive) throws IOException {
    try (InputStream in = Files.newInputStream(archive)) {
      return !Arrays.equals(in.readNBytes(Integer.BYTES), new byte[Integer.BYTES])
          && Files.size(archive) > Integer.BYTES;
    }
  }
}
