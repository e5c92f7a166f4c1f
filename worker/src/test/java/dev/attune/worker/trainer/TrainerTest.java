package dev.attune.worker.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.data.ModelText;
import dev.attune.data.TinyModels;
import dev.attune.model.AdapterConfig;
import dev.attune.model.LoadedModel;
import dev.attune.protocol.Control;
import dev.attune.protocol.Exit;
import dev.attune.protocol.JobSpec;
import dev.attune.protocol.Report;
import dev.attune.protocol.ReportLine;
import dev.attune.worker.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainerTest {
  private static final int STEPS = 12;

  @TempDir Path folder;
  private SpecDraft draft;

  @BeforeEach
  void draft() throws IOException {
    draft = new SpecDraft(folder);
  }

  @Test
  void aRunSaysWhatItDoesAndEndsWithItsTunedModel() throws IOException {
    TestRun run = prepare("run");

    Exit exit = run.train();

    Report.Started started = (Report.Started) run.reports().getFirst();
    assertThat(started.totalSteps()).isEqualTo(STEPS);
    assertThat(started.resumedFromStep()).isZero();
    assertThat(started.trainableParameters()).isPositive().isLessThan(started.parameters());
    assertThat(exit).isEqualTo(new Exit.Succeeded(1, STEPS, 3 * started.trainedTokensPerEpoch()));
    assertThat(run.steps())
        .extracting(Report.StepDone::step)
        .isEqualTo(IntStream.rangeClosed(1, STEPS).boxed().toList());
    assertThat(run.reports())
        .filteredOn(Report.CheckpointSaved.class::isInstance)
        .isEqualTo(
            List.of(
                new Report.CheckpointSaved(4, 1),
                new Report.CheckpointSaved(8, 2),
                new Report.CheckpointSaved(12, 3)));
    assertThat(run.lines()).extracting(ReportLine::seq).isSorted().doesNotHaveDuplicates();
    assertThat(run.checkpoints().isWhole(STEPS)).isTrue();
    assertThat(AdapterConfig.read(run.checkpoints().folder(STEPS)).baseModel()).isEqualTo("model");
  }

  @Test
  void theLossFalls() {
    draft.epochs = 10;
    TestRun run = prepare("run");
    run.train();

    List<Report.StepDone> steps = run.steps();
    assertThat(steps.getLast().train().loss()).isLessThan(steps.getFirst().train().loss() - 0.5);
  }

  @Test
  void aValidationFileIsMeasuredAtTheEndOfEveryEpoch() throws IOException {
    draft.validation = draft.examples("validation.jsonl", 3);
    TestRun run = prepare("run");
    run.train();

    assertThat(run.steps())
        .filteredOn(step -> step.fullValid() != null)
        .extracting(Report.StepDone::step)
        .containsExactly(4, 8, 12);
  }

  @Test
  void fullTuningEndsWithAWholeModelDirectory() {
    draft.tuning = new JobSpec.Tuning.Full();
    draft.learningRate = 0.001;
    TestRun run = prepare("run");
    run.train();

    Path tuned = run.checkpoints().folder(STEPS);
    try (LoadedModel model = LoadedModel.load(tuned);
        ModelText text = ModelText.load(tuned)) {
      assertThat(model.model().shape().vocabSize()).isEqualTo(384);
      assertThat(text.endTokens()).isNotEmpty();
    }
  }

  @Test
  void aPauseBeforeTheFirstStepCostsNothing() throws IOException {
    TestRun unbroken = trained("unbroken");
    TestRun run = prepare("run");
    run.directory().command(new Control(1, Control.Command.PAUSE));

    assertThat(run.train()).isEqualTo(new Exit.Paused(1, 0));
    assertThat(run.steps()).isEmpty();

    assertThat(again(run).train()).isInstanceOf(Exit.Succeeded.class);
    assertSame(run, unbroken);
  }

  @Test
  void aPauseInTheMiddleIsGoneOnFrom() throws IOException {
    TestRun unbroken = trained("unbroken");
    TestRun run = prepare("run");

    Exit exit = run.train(afterReports(6, run, Control.Command.PAUSE));
    assertThat(exit).isInstanceOf(Exit.Paused.class);
    int step = ((Exit.Paused) exit).step();
    assertThat(step).isBetween(4, 6);
    assertThat(run.steps()).hasSize(step);

    assertThat(again(run).train()).isInstanceOf(Exit.Succeeded.class);
    assertThat(run.reports()).contains(new Report.CheckpointSaved(step, step == 4 ? 1 : null));
    assertSame(run, unbroken);
  }

  @Test
  void aPauseAtTheLastStepIsTheEnd() {
    draft.epochs = 1;
    TestRun run = prepare("run");

    // Started, and four steps.
    assertThat(run.train(afterReports(5, run, Control.Command.PAUSE)))
        .isInstanceOf(Exit.Succeeded.class);
  }

  @Test
  void aCancelledTrainerEndsWithinAStepAndWithoutAWord() {
    TestRun run = prepare("run");

    Trainer.of(run.directory(), afterReports(3, run, Control.Command.CANCEL)).run();

    assertThat(run.directory().exit()).isEmpty();
    assertThat(run.steps()).hasSizeBetween(2, 3);
  }

  @Test
  void aTrainerWhoseFenceIsStaleEndsWithinAStepAndWithoutAWord() {
    TestRun run = prepare("run");
    AtomicInteger reports = new AtomicInteger();

    Trainer.of(
            run.directory(),
            () -> {
              if (reports.incrementAndGet() == 4) {
                run.directory().command(new Control(2, Control.Command.RUN));
              }
              return Instant.now();
            })
        .run();

    assertThat(run.directory().exit()).isEmpty();
    assertThat(run.steps()).hasSizeBetween(2, 3);
  }

  @Test
  void aTrainerThatComesTooLateDoesNothing() {
    TestRun run = prepare("run");
    run.directory().command(new Control(2, Control.Command.RUN));

    Trainer.of(run.directory()).run();

    assertThat(run.directory().exit()).isEmpty();
    assertThat(run.reports()).isEmpty();
  }

  @Test
  void aRunThatHasEndedIsNotTrainedAgain() {
    TestRun run = trained("run");
    int reports = run.reports().size();

    Trainer.of(run.directory()).run();

    assertThat(run.reports()).hasSize(reports);
  }

  @Test
  void aTrainerThatDiedAfterItsLastCheckpointOnlyNeedsToSaySo() throws IOException {
    TestRun unbroken = trained("unbroken");
    TestRun run = trained("run");

    Exit exit = again(run).train();

    assertThat(exit).isInstanceOf(Exit.Succeeded.class);
    assertThat(exit.fence()).isEqualTo(2);
    assertThat(run.reports()).endsWith(new Report.CheckpointSaved(12, 3));
    assertSame(run, unbroken);
  }

  @Test
  void aDamagedCheckpointCostsTheWayFromTheOneBefore() throws IOException {
    TestRun unbroken = trained("unbroken");
    TestRun run = trained("run");
    Files.writeString(run.checkpoints().folder(12).resolve("trainer_state.json"), "{}");

    again(run).train();

    assertThat(run.reports())
        .filteredOn(Report.Started.class::isInstance)
        .extracting(started -> ((Report.Started) started).resumedFromStep())
        .containsExactly(0, 8);
    assertSame(run, unbroken);
  }

  @Test
  void aCheckpointOfOtherSettingsIsANamedFailure() {
    TestRun run = trained("run");
    draft.seed = 8;

    assertThat(failure(again(run).train()).code()).isEqualTo("checkpoint_mismatch");
  }

  @Test
  void aFileThatCannotBeUsedIsNamed() throws IOException {
    Files.writeString(draft.training, "{\"messages\": 3}\n");

    Exit.Failed failed = failure(prepare("run").train());

    assertThat(failed.code()).isEqualTo("invalid_training_file");
    assertThat(failed.param()).isEqualTo("training_file");
    assertThat(failed.message()).contains("Example 1: Invalid type for 'messages'");
  }

  @Test
  void aModelThatCannotBeUsedIsNamed() throws IOException {
    Files.delete(draft.model.resolve("tokenizer.json"));
    Exit.Failed withoutTokenizer = failure(prepare("a").train());
    TinyModels.chatMl(draft.model);
    Files.delete(draft.model.resolve("config.json"));
    Exit.Failed withoutConfig = failure(prepare("b").train());

    assertThat(List.of(withoutTokenizer.code(), withoutConfig.code()))
        .containsOnly("invalid_model");
    assertThat(withoutTokenizer.message()).contains("no tokenizer.json");
    assertThat(withoutConfig.message()).contains("no config.json");
    assertThat(withoutConfig.param()).isEqualTo("model");
  }

  @Test
  void aLossThatIsNoNumberSaysWhatToTry() {
    draft.tuning = new JobSpec.Tuning.Full();
    draft.learningRate = 1e30;

    Exit.Failed failed = failure(prepare("run").train());

    assertThat(failed.code()).isEqualTo("loss_not_finite");
    assertThat(failed.message()).contains("Try a lower learning_rate_multiplier");
  }

  @Test
  void anAdapterIsGoneOnWithAsItIs() throws IOException {
    draft.adapter = TinyModel.writeAdapter(draft.model, folder.resolve("adapter"), 3);
    TestRun continued = trained("continued");
    TestRun fresh = trained("fresh-adapter");
    draft.adapter = null;
    TestRun base = trained("base");

    assertThat(AdapterConfig.read(continued.checkpoints().folder(STEPS)).rank()).isEqualTo(4);
    assertThat(continued.steps().getFirst().train()).isNotEqualTo(base.steps().getFirst().train());
    assertSame(continued, fresh);
  }

  @Test
  void allWeightsBelowAnAdapterAreNotTuned() throws IOException {
    draft.adapter = TinyModel.writeAdapter(draft.model, folder.resolve("adapter"), 3);
    draft.tuning = new JobSpec.Tuning.Full();

    Exit.Failed failed = failure(prepare("run").train());

    assertThat(failed.code()).isEqualTo("invalid_model");
    assertThat(failed.message()).contains("attune.tuning");
  }

  @Test
  void aRunThatGoesOnAnotherDayToldTheSameDate() throws IOException {
    TinyModels.with(draft.model, "{{ strftime_now('%B') }}" + TinyModels.CHAT_ML);
    InstantSource may = InstantSource.fixed(Instant.parse("2026-05-31T23:59:59Z"));
    InstantSource september = InstantSource.fixed(Instant.parse("2026-09-01T00:00:01Z"));
    TestRun unbroken = prepare("unbroken");
    unbroken.train(may);
    TestRun run = prepare("run");
    run.train(may);
    run.checkpoints().delete(12);

    again(run).train(september);

    assertSame(run, unbroken);
    TestRun other = prepare("other");
    other.train(september);
    assertThat(other.steps()).isNotEqualTo(unbroken.steps());
  }

  @Test
  void aCheckpointIsSavedAsOftenAsACrashMayCost() {
    draft.checkpointEverySeconds = 0;
    TestRun run = trained("run");

    assertThat(run.reports()).contains(new Report.CheckpointSaved(5, null));
    assertThat(run.checkpoints().steps()).containsExactly(4, 8, 11, 12);
  }

  private TestRun prepare(String name) {
    return TestRun.prepare(folder.resolve(name), draft.build());
  }

  private TestRun trained(String name) {
    TestRun run = prepare(name);
    run.train();
    return run;
  }

  /** The same run, claimed anew. */
  private TestRun again(TestRun run) {
    draft.fence++;
    run.directory().prepare(draft.build());
    return run;
  }

  /** A clock that gives an order when it is asked for the n-th time, which every report does. */
  private static InstantSource afterReports(int count, TestRun run, Control.Command command) {
    AtomicInteger asked = new AtomicInteger();
    return () -> {
      if (asked.incrementAndGet() == count) {
        run.directory().command(new Control(1, command));
      }
      return Instant.now();
    };
  }

  private static Exit.Failed failure(Exit exit) {
    assertThat(exit).isInstanceOf(Exit.Failed.class);
    return (Exit.Failed) exit;
  }

  /** Every step, however often it was taken, and the tuned weights are the same to the bit. */
  private static void assertSame(TestRun actual, TestRun expected) throws IOException {
    assertThat(actual.steps()).isSubsetOf(expected.steps());
    assertThat(actual.steps()).containsAll(expected.steps());
    assertThat(actual.weights(STEPS)).isEqualTo(expected.weights(STEPS));
  }
}
