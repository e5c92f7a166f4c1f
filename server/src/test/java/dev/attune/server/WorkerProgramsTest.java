package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.process.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class WorkerProgramsTest {
  @TempDir private Path home;
  private Path archives;

  @BeforeEach
  void install() throws IOException {
    Files.createFile(Files.createDirectory(home.resolve("lib")).resolve("attune-worker.jar"));
    archives = Files.createDirectory(home.resolve("archives"));
  }

  @Test
  void archivesWhoseWriterWasKilledAreDropped() throws IOException {
    Path finished =
        Files.write(archives.resolve("Finished.jsa"), new byte[] {-16, 11, -70, -88, 1});
    Path unfinished = Files.write(archives.resolve("Unfinished.jsa"), new byte[100]);
    Path empty = Files.createFile(archives.resolve("Empty.jsa"));

    WorkerCommand command = WorkerPrograms.in(home);

    assertThat(command.archives()).hasValue(archives);
    assertThat(finished).exists();
    assertThat(unfinished).doesNotExist();
    assertThat(empty).doesNotExist();
  }

  @Test
  void whereThereCanBeNoArchivesWorkersGoWithout() throws IOException {
    Files.delete(archives);
    Files.createFile(archives);

    assertThat(WorkerPrograms.in(home).archives()).isEmpty();
  }

  @Test
  void onlyABuildWithCudaCanUseAGpu() throws IOException {
    Path jar = home.resolve("lib/attune-worker.jar");
    Files.createFile(home.resolve("lib/pytorch-2.10.0-1.5.13-linux-x86_64-gpu.jar")); // an older's

    write(jar, "a.jar pytorch-2.10.0-1.5.13-linux-x86_64.jar b-gpu.jar");
    assertThat(WorkerPrograms.in(home).hasCuda()).isFalse();
    write(jar, "a.jar pytorch-2.10.0-1.5.13-linux-x86_64-gpu.jar b.jar");
    assertThat(WorkerPrograms.in(home).hasCuda()).isTrue();
  }

  private static void write(Path jar, String classPath) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }
}
