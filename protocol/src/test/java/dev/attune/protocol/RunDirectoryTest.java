package dev.attune.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunDirectoryTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_700_000));
  private static final Report WARNING = new Report.Message(Report.Level.WARN, "example 4 was cut");

  @TempDir Path root;
  private RunDirectory run;

  @BeforeEach
  void open() {
    run = new RunDirectory(root);
  }

  @Test
  void aTrainerReadsWhatTheControlPlaneWrote() {
    JobSpec spec = spec(4);
    run.prepare(spec);

    assertThat(run.spec()).isEqualTo(spec);
    assertThat(run.control()).isEqualTo(new Control(4, Control.Command.RUN));
  }

  @Test
  void anUnknownFieldIsRefusedByName() throws IOException {
    run.prepare(spec(1));
    Path file = root.resolve("job.json");
    Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"learning_rat\":1,"));

    assertThatThrownBy(run::spec)
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("job.json")
        .hasMessageContaining("learning_rat");
  }

  @Test
  void preparingTheNextClaimForgetsTheLastExit() {
    run.prepare(spec(1));
    run.exit(new Exit.Paused(1, 12));
    assertThat(run.exit()).contains(new Exit.Paused(1, 12));

    run.prepare(spec(2));

    assertThat(run.exit()).isEmpty();
  }

  @Test
  void reportsArriveOnceAndInOrder() {
    ReportReader reader = run.reportReader();
    assertThat(reader.next()).isEmpty();
    try (ReportLog log = run.openReportLog(2, CLOCK)) {
      log.append(WARNING);
      assertThat(reader.next()).containsExactly(new ReportLine(1, 2, 1_700_000, WARNING));
      log.append(step(1));
      log.append(step(2));
    }

    assertThat(reader.next()).extracting(ReportLine::report).isEqualTo(List.of(step(1), step(2)));
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void aLineWithoutItsEndIsNotYetRead() throws IOException {
    try (ReportLog log = run.openReportLog(1, CLOCK)) {
      log.append(step(1));
    }
    Files.writeString(root.resolve("report.jsonl"), "{\"seq\":2,", StandardOpenOption.APPEND);

    assertThat(run.reportReader().next()).hasSize(1);
  }

  @Test
  void theNextTrainerCutsOffWhatAKilledOneLeftUnfinished() throws IOException {
    try (ReportLog log = run.openReportLog(1, CLOCK)) {
      log.append(step(1));
    }
    Files.writeString(root.resolve("report.jsonl"), "{\"seq\":2,", StandardOpenOption.APPEND);
    ReportReader reader = run.reportReader();
    assertThat(reader.next()).hasSize(1);

    try (ReportLog log = run.openReportLog(2, CLOCK)) {
      log.append(step(2));
    }

    assertThat(reader.next()).containsExactly(new ReportLine(1, 2, 1_700_000, step(2)));
  }

  @Test
  void onlyOneTrainerHoldsTheRun() {
    RunDirectory.RunLock held = run.lock().orElseThrow();
    assertThat(run.lock()).isEmpty();

    held.close();

    assertThat(run.hasTrainer()).isFalse();
    assertThat(run.lock()).isPresent();
  }

  private static Report step(int number) {
    return new Report.StepDone(
        number, 1, new Report.Metrics(2.5, 0.5, null), null, null, 1e-4, 0.7, 512, 0.25, 1L << 30);
  }

  private static JobSpec spec(long fence) {
    return new JobSpec(
        "ftjob-1",
        fence,
        new JobSpec.Method.Supervised(),
        new JobSpec.BaseModel("/models/base", null),
        "/files/train",
        null,
        new JobSpec.Tuning.Lora(16, 32, 0, List.of("q_proj", "v_proj"), true),
        new JobSpec.Optimization(3, 4, 2e-4, JobSpec.Decay.LINEAR, 0, 0, 1),
        512,
        ControlTokens.PLAIN,
        true,
        42,
        60,
        JobSpec.Slot.cpu(2),
        new JobSpec.Memory(512, true, 7, 3));
  }
}
