package dev.attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.process.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
