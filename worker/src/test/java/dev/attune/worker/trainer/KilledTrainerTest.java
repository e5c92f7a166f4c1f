package dev.attune.worker.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.protocol.Control;
import dev.attune.protocol.Exit;
import dev.attune.protocol.Report;
import dev.attune.torch.SafetensorsWriter;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.WeightFiles;
import dev.attune.worker.TrainerMain;
import dev.attune.worker.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainers that are killed anywhere: whoever comes next goes on, and in the end the numbers are
 * those of a training that nobody disturbed.
 */
final class KilledTrainerTest {
  private static final int STEPS = 120;
  private static final int MIDDLE = 30;
  private static final int NOT_MY_TURN = 3;

  @TempDir static Path shared;
  private static SpecDraft draft;
  private static TestRun unbroken;

  @TempDir Path folder;

  @BeforeAll
  static void trainUnbroken() throws IOException {
    draft = new SpecDraft(shared);
    draft.training = draft.examples("training.jsonl", STEPS);
    draft.validation = draft.examples("validation.jsonl", 3);
    unbroken = TestRun.prepare(shared.resolve("unbroken"), draft.build());
    assertThat(unbroken.train()).isInstanceOf(Exit.Succeeded.class);
    assertThat(unbroken.steps()).hasSize(STEPS);
    draft.checkpointEverySeconds = 0; // so that most of the time something is being saved
  }

  @Test
  void killedBeforeTheFirstStepInAStepAndInASaveTheNumbersAreTheSame() throws Exception {
    TestRun run = TestRun.prepare(folder.resolve("run"), draft.build());

    killWhen(run, () -> run.directory().hasTrainer());
    killWhen(run, () -> run.steps().size() > 5);
    int steps = run.steps().size();
    killWhen(run, () -> run.steps().size() > steps + 5 && isSaving(run));
    int checkpoints = saved(run);
    killWhen(run, () -> saved(run) > checkpoints + 5);
    finish(run);

    assertSame(run);
    assertThat(run.reports())
        .filteredOn(Report.Started.class::isInstance)
        .hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  @Tag("slow")
  void killedAtRandomMomentsAgainAndAgainTheNumbersAreTheSame() throws Exception {
    Random random = new Random(5);
    TestRun run = TestRun.prepare(folder.resolve("run"), draft.build());
    int kills = 0;
    for (; run.directory().exit().isEmpty(); kills++) {
      int steps = run.steps().size() + random.nextInt(4);
      Process trainer = start(run);
      waitFor(trainer, () -> run.steps().size() > steps);
      LockSupport.parkNanos(random.nextInt(20_000_000));
      trainer.destroyForcibly().waitFor();
    }

    assertThat(kills).isGreaterThan(8);
    assertSame(run);
  }

  @Test
  void aSecondTrainerOfARunEndsWithoutAWord() throws Exception {
    TestRun run = TestRun.prepare(folder.resolve("run"), draft.build());
    Process first = start(run);
    waitFor(first, () -> !run.steps().isEmpty());
    // Stopped, so that it is still at it when the second one has started.
    signal(first, "STOP");

    Process second = start(run);

    assertThat(second.waitFor()).isEqualTo(NOT_MY_TURN);
    signal(first, "CONT");
    first.waitFor();
    assertThat(run.steps()).hasSize(STEPS).isEqualTo(unbroken.steps());
  }

  /** The proof that the tests above could fail. */
  @Test
  void withoutTheOptimizersStateTheNumbersWouldDiffer() throws Exception {
    TestRun run = interruptedInTheMiddle();
    change(run, "optimizer.safetensors", KilledTrainerTest::zeroAllTensors);

    assertThat(run.train()).isInstanceOf(Exit.Succeeded.class);
    assertThat(run.weights(STEPS)).isNotEqualTo(unbroken.weights(STEPS));
  }

  @Test
  void withAnotherStepTheNumbersWouldDiffer() throws Exception {
    TestRun run = interruptedInTheMiddle();
    change(
        run,
        "trainer_state.json",
        file ->
            Files.writeString(
                file,
                Files.readString(file).replace("\"step\":" + MIDDLE, "\"step\":" + (MIDDLE - 1))));

    assertThat(run.train()).isInstanceOf(Exit.Succeeded.class);
    assertThat(run.weights(STEPS)).isNotEqualTo(unbroken.weights(STEPS));
  }

  @Test
  void goneOnFromTheSamePlaceUnchangedTheyDoNot() throws Exception {
    TestRun run = interruptedInTheMiddle();

    assertThat(run.train()).isInstanceOf(Exit.Succeeded.class);
    assertThat(run.weights(STEPS)).isEqualTo(unbroken.weights(STEPS));
  }

  /** A run whose newest checkpoint was saved on request, after as many steps. */
  private TestRun interruptedInTheMiddle() {
    draft.fence = 1;
    TestRun run = TestRun.prepare(folder.resolve("run"), draft.build());
    AtomicInteger asked = new AtomicInteger();
    run.train(() -> {
      // For the clock's start, then for Started, then for a step and its checkpoint in turns.
      if (asked.incrementAndGet() == 2 * MIDDLE) {
        run.directory().command(new Control(1, Control.Command.PAUSE));
      }
      return Instant.now();
    });
    draft.fence = 2;
    run.directory().prepare(draft.build());
    assertThat(run.checkpoints().newestWhole()).hasValue(MIDDLE);
    return run;
  }

  @FunctionalInterface
  private interface Change {
    void apply(Path file) throws IOException;
  }

  /** Saves the newest checkpoint again, whole, with one file changed. */
  private static void change(TestRun run, String name, Change change) {
    Path original = run.checkpoints().folder(MIDDLE);
    run.checkpoints()
        .save(
            MIDDLE,
            target -> {
              try (Stream<Path> files = Files.list(original)) {
                for (Path file : files.toList()) {
                  if (!file.endsWith("manifest.json")) {
                    Files.copy(file, target.resolve(file.getFileName()));
                  }
                }
              }
              change.apply(target.resolve(name));
            });
  }

  private static void zeroAllTensors(Path file) throws IOException {
    Path zeros = file.resolveSibling("zeros");
    try (TensorScope _ = new TensorScope();
        WeightFiles files = WeightFiles.openFile(file)) {
      SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
      files.names().forEach(name -> tensors.put(name, Tensors.zeros(files.f32(name).shape())));
      SafetensorsWriter.write(zeros, tensors);
    }
    Files.delete(file);
    Files.move(zeros, file);
  }

  private void killWhen(TestRun run, BooleanSupplier moment) throws Exception {
    Process trainer = start(run);
    waitFor(trainer, moment);
    trainer.destroyForcibly().waitFor();
    assertThat(run.directory().exit()).as("killed before its end").isEmpty();
  }

  private void finish(TestRun run) throws Exception {
    Process trainer = start(run);
    assertThat(trainer.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(run.directory().exit().orElseThrow()).isInstanceOf(Exit.Succeeded.class);
  }

  /** As the control plane does it: every trainer has a claim of its own. */
  private Process start(TestRun run) throws IOException {
    if (!run.directory().hasTrainer()) {
      draft.fence++;
      run.directory().prepare(draft.build());
    }
    return WorkerProcess.start(
        TrainerMain.class, folder.resolve("trainer.log"), run.directory().root().toString());
  }

  private static void signal(Process process, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static void waitFor(Process trainer, BooleanSupplier moment) {
    while (trainer.isAlive() && !moment.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
    }
  }

  private static boolean isSaving(TestRun run) {
    try (Stream<Path> folders = Files.list(run.directory().root().resolve("checkpoints"))) {
      return folders.anyMatch(each -> each.getFileName().toString().contains(".tmp-"));
    } catch (IOException gone) {
      return false;
    }
  }

  private static int saved(TestRun run) {
    return (int) run.reports().stream().filter(Report.CheckpointSaved.class::isInstance).count();
  }

  /** Steps that were taken twice say the same, none is missing, and the weights are the same. */
  private void assertSame(TestRun run) throws IOException {
    List<Report.StepDone> expected = unbroken.steps();
    assertThat(new HashSet<>(run.steps())).isEqualTo(new HashSet<>(expected));
    assertThat(run.weights(STEPS)).isEqualTo(unbroken.weights(STEPS));
  }
}
