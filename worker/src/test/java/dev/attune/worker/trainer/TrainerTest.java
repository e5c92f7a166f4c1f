package dev.attune.worker.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.protocol.Control;
import dev.attune.protocol.Exit;
import dev.attune.protocol.JobSpec;
import dev.attune.protocol.Report;
import dev.attune.protocol.ReportLine;
import dev.attune.protocol.ReportReader;
import dev.attune.protocol.RunDirectory;
import dev.attune.worker.TinyModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainers as processes, killed wherever it may happen: the numbers are always the same. */
@SuppressWarnings("NullAway.Init")
final class TrainerTest {
  private static final int EPOCHS = 20;
  private static final int EXAMPLES = 24;
  private static final int STEPS = 120;

  @TempDir private static Path folder;
  private static Path model;
  private static Path training;
  private static Outcome unbroken;

  /**
   * What a run ended with.
   *
   * @param steps every step's numbers, to the last bit
   * @param weights SHA-256 of the tuned model
   */
  private record Outcome(Map<Integer, String> steps, String weights) {}

  @BeforeAll
  static void trainUnbroken() throws Exception {
    model = TinyModel.write(folder.resolve("model"), 256);
    training = folder.resolve("train.jsonl");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      lines.add(
          "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"},{\"role\":\"assistant\",\"content\":\"%d\"}]}"
              .formatted("word ".repeat(i % 7 + 1), i));
    }
    Files.write(training, lines);
    RunDirectory run = prepared("unbroken", 1);
    assertThat(launch(run).waitFor()).isZero();
    unbroken = outcome(run);
    assertThat(unbroken.steps()).hasSize(STEPS);
  }

  @ParameterizedTest(name = "killed after step {0}")
  @ValueSource(ints = {0, 1, 6, 7, 31, 119})
  void aKilledTrainingGoesOnWithTheSameNumbers(int step) throws Exception {
    RunDirectory run = prepared("killed-" + step, 1);
    Process first = launch(run);
    awaitStep(run, step);
    first.destroyForcibly().waitFor();

    run.prepare(spec(2));
    assertThat(launch(run).waitFor()).isZero();

    assertThat(outcome(run)).isEqualTo(unbroken);
  }

  @Test
  void aTrainingThatIsKilledAgainAndAgainStillEndsTheSame() throws Exception {
    RunDirectory run = prepared("often", 1);
    int fence = 1;
    Process process = launch(run);
    for (int step = 10; step < STEPS; step += 17) {
      awaitStep(run, step);
      process.destroyForcibly().waitFor();
      fence++;
      run.prepare(spec(fence));
      process = launch(run);
    }
    assertThat(process.waitFor()).isZero();

    assertThat(outcome(run)).isEqualTo(unbroken);
  }

  @Test
  void aDamagedNewestCheckpointIsPassedOver() throws Exception {
    RunDirectory run = prepared("damaged", 1);
    Process first = launch(run);
    awaitStep(run, 20);
    first.destroyForcibly().waitFor();
    int newest = run.checkpoints().steps().getLast();
    Files.write(
        run.checkpoints().folder(newest).resolve("adapter_model.safetensors"), new byte[] {1});

    run.prepare(spec(2));
    assertThat(launch(run).waitFor()).isZero();

    assertThat(outcome(run)).isEqualTo(unbroken);
  }

  /** The control: a checkpoint without the optimizer's memory gives other numbers. */
  @Test
  void theComparisonSeesALostOptimizer() throws Exception {
    RunDirectory run = prepared("lost", 1);
    Process first = launch(run);
    awaitStep(run, 20);
    first.destroyForcibly().waitFor();
    for (int step : run.checkpoints().steps()) {
      forgetMoments(run.checkpoints().folder(step));
    }

    run.prepare(spec(2));
    assertThat(launch(run).waitFor()).isZero();

    assertThat(outcome(run)).isNotEqualTo(unbroken);
  }

  @Test
  void aPausedTrainingGoesOnWithTheSameNumbers() throws Exception {
    RunDirectory run = prepared("paused", 1);
    Process first = launch(run);
    awaitStep(run, 9);
    run.command(new Control(1, Control.Command.PAUSE));
    assertThat(first.waitFor()).isZero();
    assertThat(run.exit()).get().isInstanceOf(Exit.Paused.class);

    run.prepare(spec(2));
    assertThat(launch(run).waitFor()).isZero();

    assertThat(outcome(run)).isEqualTo(unbroken);
  }

  @Test
  void aTrainerWhoseTurnIsOverEndsWithoutAWord() throws Exception {
    RunDirectory run = prepared("stale", 1);
    Process first = launch(run);
    awaitStep(run, 3);
    run.command(new Control(2, Control.Command.RUN));

    assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exit()).isEmpty();
  }

  @Test
  void aSecondTrainerDoesNothing() throws Exception {
    RunDirectory run = prepared("second", 1);
    Process first = launch(run);
    awaitStep(run, 3);

    assertThat(launch(run).waitFor()).isEqualTo(3);
    assertThat(first.waitFor()).isZero();
    assertThat(outcome(run)).isEqualTo(unbroken);
  }

  @Test
  void aFileThatCannotBeUsedIsTheLastWord() throws Exception {
    RunDirectory run = prepared("bad", 1);
    Path bad = Files.writeString(folder.resolve("bad.jsonl"), "{\"messages\": []}\n".repeat(12));
    run.prepare(spec(2, bad));

    assertThat(launch(run).waitFor()).isZero();

    assertThat(run.exit())
        .get()
        .isInstanceOfSatisfying(
            Exit.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo("invalid_training_file"));
  }

  private static RunDirectory prepared(String name, long fence) {
    RunDirectory run = new RunDirectory(folder.resolve("runs").resolve(name));
    run.prepare(spec(fence));
    return run;
  }

  private static JobSpec spec(long fence) {
    return spec(fence, training);
  }

  private static JobSpec spec(long fence, Path file) {
    return new JobSpec(
        "ftjob-test",
        fence,
        JobSpec.Method.SUPERVISED,
        new JobSpec.BaseModel(model.toString(), null),
        file.toString(),
        file.toString(),
        new JobSpec.Tuning.Lora(4, 8, 0.1, List.of("q_proj", "v_proj", "down_proj")),
        new JobSpec.Optimization(EPOCHS, 4, 1e-3, JobSpec.Decay.COSINE, 3, 0.01, 1),
        256,
        true,
        7,
        1,
        new JobSpec.Slot(JobSpec.Device.CPU, 2));
  }

  private static Process launch(RunDirectory run) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.attune.worker.TrainerMain",
            run.root().toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(run.trainerLog().toFile()))
        .start();
  }

  private static void awaitStep(RunDirectory run, int step) {
    ReportReader reports = run.reportReader();
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    int seen = -1;
    while (seen < step) {
      assertThat(System.nanoTime()).as("step %d never came", step).isLessThan(deadline);
      for (ReportLine line : reports.next()) {
        seen =
            switch (line.report()) {
              case Report.Started _ -> Math.max(seen, 0);
              case Report.StepDone done -> done.step();
              case Report.CheckpointSaved _, Report.Message _ -> seen;
            };
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  private static Outcome outcome(RunDirectory run) throws Exception {
    Exit exit = run.exit().orElseThrow();
    assertThat(exit).isInstanceOf(Exit.Succeeded.class);
    Map<Integer, String> steps = new TreeMap<>();
    ReportReader reports = run.reportReader();
    for (List<ReportLine> some = reports.next(); !some.isEmpty(); some = reports.next()) {
      for (ReportLine line : some) {
        if (line.report() instanceof Report.StepDone step) {
          String before = steps.put(step.step(), numbers(step));
          if (before != null && !before.equals(numbers(step))) {
            steps.put(step.step(), before + " and then " + numbers(step));
          }
        }
      }
    }
    Path last = run.checkpoints().folder(STEPS).resolve("adapter_model.safetensors");
    return new Outcome(steps, sha256(Files.readAllBytes(last)));
  }

  private static String numbers(Report.StepDone step) {
    return "%s %s %s %s %s"
        .formatted(
            step.train(), step.valid(), step.fullValid(), step.learningRate(), step.gradNorm());
  }

  private static void forgetMoments(Path checkpoint) throws Exception {
    Path moments = checkpoint.resolve("optimizer.safetensors");
    byte[] bytes = Files.readAllBytes(moments);
    String before = sha256(bytes);
    int header = 8 + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    Arrays.fill(bytes, header, bytes.length, (byte) 0);
    Files.write(moments, bytes);
    try (Stream<Path> files = Files.list(checkpoint)) {
      Path manifest =
          files.filter(file -> file.endsWith("manifest.json")).findFirst().orElseThrow();
      Files.writeString(manifest, Files.readString(manifest).replace(before, sha256(bytes)));
    }
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
