package dev.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.backup.BackupWork;
import dev.attune.wire.json.WireJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person and a program read of {@code attune backup} and {@code attune restore}. */
final class BackupTest {
  private static final BackupWork PROGRESS = new BackupWork.Progress("files/ab/abcd", 500, 1000);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final List<List<String>> asked = new ArrayList<>();

  @Test
  void aWholeBackupIsSaidInOneLineAndWhatIsNotInItBesides() {
    Cli.Result result = run(done(List.of("/models/qwen"), List.of()), "backup", "b");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo("/b is whole: 3 files, 1.0 kB, as of 2026-01-01T00:00:00Z\n");
    assertThat(result.err()).contains("lies outside of the data directory: /models/qwen");
    assertThat(asked)
        .containsExactly(
            List.of(
                "write", folder.resolve("attune-data").toString(), folder.resolve("b").toString()));
  }

  @Test
  void whatWasLostBeforeIsNamedAndTheExitCodeSaysSo() {
    Cli.Result result = run(done(List.of(), List.of("files/ab/abcd")), "backup", "b");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("Damaged or gone before the backup: files/ab/abcd");
  }

  @Test
  void verifyingNeedsNoDataDirectory() {
    run(done(List.of(), List.of()), "backup", "--verify", "b");

    assertThat(asked).containsExactly(List.of("verify", folder.resolve("b").toString()));
  }

  @Test
  void restoringSaysHowToGoOn() {
    Cli.Result result = run(done(List.of(), List.of()), "restore", "b", "--data-dir", "d");

    assertThat(result.out()).contains("attune serve --data-dir " + folder.resolve("d"));
    assertThat(asked)
        .containsExactly(
            List.of("restore", folder.resolve("b").toString(), folder.resolve("d").toString()));
  }

  @Test
  void aFailureIsOneLineAndTheExitCode() {
    Cli.Result result = run(new BackupWork.Failed("b is not empty"), "backup", "b");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualTo("b is not empty.\n");
  }

  @Test
  void aProgramReadsTheLinesAsTheyAre() {
    BackupWork done = done(List.of(), List.of());

    Cli.Result result = run(done, "--json", "backup", "b");

    assertThat(result.out().lines()).containsExactly(WireJson.text(PROGRESS), WireJson.text(done));
  }

  @Test
  void withoutTheServersPartItSaysSo() {
    Cli.Result result = new Cli(folder).run("backup", "b");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("The server is not part of this installation");
  }

  private static BackupWork done(List<String> outside, List<String> lost) {
    return new BackupWork.Done("/b", 1_767_225_600, 3, 1000, outside, lost);
  }

  private Cli.Result run(BackupWork end, String... arguments) {
    return new Cli(folder).tools(_ -> Optional.of(tool(end))).run(arguments);
  }

  private ToolProvider tool(BackupWork end) {
    return new ToolProvider() {
      @Override
      public String name() {
        return "attune-backup";
      }

      @Override
      public int run(PrintWriter out, PrintWriter err, String... arguments) {
        asked.add(List.of(arguments));
        out.println(WireJson.text(PROGRESS));
        out.println(WireJson.text(end));
        out.flush();
        return 0;
      }
    };
  }
}
