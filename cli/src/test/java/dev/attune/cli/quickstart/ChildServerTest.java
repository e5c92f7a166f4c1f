package dev.attune.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.attune.cli.session.CliException;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildServerTest {
  @TempDir Path directory;

  @Test
  void stoppingEndsAlsoWhatTheServerStarted() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    ServerLauncher.Launched server =
        ChildServer.launch(
            List.of("sh", "-c", "sleep 600 & echo $! > '%s'; wait".formatted(pipe)),
            directory.resolve("data/server.log"));
    ProcessHandle started;
    try (BufferedReader pid = Files.newBufferedReader(pipe)) {
      started = ProcessHandle.of(Long.parseLong(pid.readLine())).orElseThrow();
    }
    assertThat(server.isAlive()).isTrue();

    server.stop();

    assertThat(server.isAlive()).isFalse();
    started.onExit().get(10, TimeUnit.SECONDS);
  }

  @Test
  void whatTheServerSaysIsForItsOwnerOnly() throws Exception {
    Path log = directory.resolve("data/server.log");

    ServerLauncher.Launched server = ChildServer.launch(List.of("sh", "-c", "echo my key"), log);
    ProcessHandle.of(server.pid())
        .ifPresent(process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());

    assertThat(log).hasContent("my key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
  }

  @Test
  void aCommandThatIsNotThereIsNamed() {
    assertThatThrownBy(
            () -> ChildServer.launch(List.of("/nowhere/attune"), directory.resolve("a/log")))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("/nowhere/attune");
  }
}
